#include "simulator/simulator.h"

#include <stdexcept>

#include "simulator/control.h"
#include "simulator/dashboard.h"

namespace campaignd::simulator {
namespace {

void throw_if(const std::optional<std::string>& problem) {
  if (problem) throw std::invalid_argument{*problem};
}

}  // namespace

Answer Simulator::handle(const Call& call) {
  const std::lock_guard lock{mutex_};
  const Moment at = moment();
  Answer answer = is_control(call) ? answer_control(world_, call, at) : world_.handle(call, at);
  if (world_.options.date_header == DateHeader::kClock) {
    answer.headers.emplace_back("Date", format_http_date(world_.clock.now(at.machine)));
  }
  return answer;
}

void Simulator::finished() {
  const std::lock_guard lock{mutex_};
  world_.finished();
}

void Simulator::load(const Json& project_file) {
  const std::lock_guard lock{mutex_};
  throw_if(world_.load(project_file, moment()));
}

void Simulator::set_options(const Json& values) {
  const std::lock_guard lock{mutex_};
  throw_if(world_.set_options(values));
}

std::uint64_t Simulator::inject(const Json& fault) {
  Fault read;
  throw_if(read_fault(fault, read));
  return inject(std::move(read));
}

void Simulator::edit(std::string_view campaign_id, const Json& fields) {
  with([&](World& world, Instant now) {
    Campaign* campaign = world.project.find(campaign_id);
    if (campaign == nullptr) throw std::invalid_argument{"no such campaign"};
    edit_campaign(world.project, *campaign, fields, now);
  });
}

std::string Simulator::add(const Json& campaign) {
  std::string id;
  with([&](World& world, Instant now) { id = add_campaign(world.project, campaign, now).id; });
  return id;
}

std::uint64_t Simulator::inject(Fault fault) {
  const std::lock_guard lock{mutex_};
  return world_.faults.add(std::move(fault));
}

void Simulator::clear_faults() {
  const std::lock_guard lock{mutex_};
  world_.faults.clear();
}

void Simulator::advance(std::chrono::milliseconds by) {
  with([by](World& world, Instant /*now*/) { world.clock.advance(by, moment().machine); });
}

void Simulator::set_clock(Instant to) {
  with([to](World& world, Instant /*now*/) { world.clock.set(to, moment().machine); });
}

Instant Simulator::now() {
  const std::lock_guard lock{mutex_};
  return world_.clock.now(moment().machine);
}

std::optional<Campaign> Simulator::campaign(std::string_view id) {
  std::optional<Campaign> found;
  with([&](World& world, Instant /*now*/) {
    if (const Campaign* campaign = world.project.find(id)) found = *campaign;
  });
  return found;
}

std::vector<LoggedRequest> Simulator::requests(const RequestFilter& filter) {
  const std::lock_guard lock{mutex_};
  return world_.log.matching(filter);
}

void Simulator::clear_requests() {
  const std::lock_guard lock{mutex_};
  world_.log.clear();
}

Options Simulator::options() {
  const std::lock_guard lock{mutex_};
  return world_.options;
}

Json Simulator::state() {
  const std::lock_guard lock{mutex_};
  return state_json(world_, moment());
}

void Simulator::with(const std::function<void(World&, Instant now)>& change) {
  const std::lock_guard lock{mutex_};
  const Moment at = moment();
  world_.advance_to(at);
  change(world_, world_.clock.now(at.machine));
}

Moment Simulator::moment() {
  return {std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()),
          std::chrono::steady_clock::now()};
}

}  // namespace campaignd::simulator
