#include "busy_world.h"

#include <sys/mman.h>

#include <new>
#include <stdexcept>
#include <variant>

namespace campaignd {

Reached::Reached() {
  void* const memory =
      ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, /*fd=*/-1, /*offset=*/0);
  if (memory == MAP_FAILED) throw std::runtime_error("no shared memory");
  shared_ = new (memory) Shared();
}

Reached::~Reached() {
  ::munmap(shared_, sizeof(Shared));
}

void Reached::add(const PatchCampaign& call) {
  One one;
  for (int n = 1; n <= 4; ++n) {
    if (call.id == campaign_id(n)) one.campaign = n;
  }
  one.has_template = call.patch.template_id.has_value();
  one.has_schedule = call.patch.schedule.has_value();
  if (call.patch.schedule && *call.patch.schedule) {
    one.is_armed = true;
    one.time = (*call.patch.schedule)->time_since_epoch().count();
  }
  shared_->calls.at(shared_->count) = one;
  ++shared_->count;
}

std::vector<PatchCampaign> Reached::all() const {
  std::vector<PatchCampaign> calls;
  for (std::size_t i = 0; i < shared_->count; ++i) {
    const One& one = shared_->calls.at(i);
    PatchCampaign call{campaign_id(one.campaign), {}};
    if (one.has_template) call.patch.template_id = template_id(2);
    if (one.has_schedule) call.patch.schedule = Schedule();
    if (one.is_armed) call.patch.schedule = Schedule(WallTime{std::chrono::milliseconds{one.time}});
    calls.push_back(call);
  }
  return calls;
}

BusyWorld::BusyWorld(Journal& kept_in, Reached& reached) {
  other_journal = &kept_in;
  api.project.has(There::scheduled(1, in(24h)));
  api.project.has(There::draft(2));
  api.project.has(There::scheduled(3, in(24h)));
  api.project.has(There::scheduled(4, in(24h)));
  clock.advance(1s);
  for (const PatchCampaign& call : reached.all()) static_cast<void>(api.project.answer(call));
  clock.advance(1s);
  file_says({Entry("moves", 1).at(in(25h)), Entry("is-armed", 2).at(in(26h)),
             Entry("stops", 3).draft().with_template("winter_sale"),
             Entry("reworded", 4).with_template("winter_sale")});
  api.before_answer = [&reached](const ApiCall& call) {
    if (const auto* patch = std::get_if<PatchCampaign>(&call)) reached.add(*patch);
  };
}

bool BusyWorld::is_as_the_file_says() {
  return campaign(1).scheduled_for == in(25h) && campaign(2).scheduled_for == in(26h) &&
         campaign(2).status == CampaignStatus::kScheduled && campaign(3).status == CampaignStatus::kDraft &&
         campaign(3).message_template->id == template_id(2) && campaign(4).message_template->id == template_id(2);
}

}  // namespace campaignd
