// What holds for everything that changes a campaign or puts it on the clock.
#include <variant>

#include "checker.h"

namespace campaignd {

void Checker::check_change(const PatchCampaign& call, const ObservedCampaign& there) {
  const WallTime now = scene_.now();
  // An earlier PATCH may land between the look and this one.
  const bool is_locked = there.status == CampaignStatus::kScheduled && *there.scheduled_for - now <= kLockWindow;
  if (is_locked && was_shown(there)) violated("a change inside the lock window");
  if (call.patch.schedule && **call.patch.schedule <= now + kMinLead) {
    violated("a time that is past, or nearer than minLead");
  }
  check_spacing(call, there);
  check_template(call, there);
}

// From one number nothing is put nearer to another campaign than the spacing. Nobody can know what the service did not
// show, or what somebody else did since.
void Checker::check_spacing(const PatchCampaign& call, const ObservedCampaign& there) {
  if (!policy_.spacing || world_.api.project.lists_hold_at_most) return;
  const Patch& patch = call.patch;
  if (!patch.schedule && !patch.phone_number_id) return;
  if (!patch.schedule && there.status != CampaignStatus::kScheduled) return;
  const WallTime start = patch.schedule ? **patch.schedule : *there.scheduled_for;
  const auto number = patch.phone_number_id ? *patch.phone_number_id : *there.phone_number->id;
  for (const auto& [id, other] : world_.api.project.campaigns()) {
    if (id == call.id || other.status != CampaignStatus::kScheduled || other.phone_number->id != number) continue;
    const bool is_known = was_shown(other) || patched_since_.contains(id);
    if (is_known && std::chrono::abs(*other.scheduled_for - start) < kSpacing) {
      violated("it is put nearer to " + id.str() + " than the spacing");
    }
  }
}

// What is put on the clock can be sent, as of a minute ago; another two are for waits on the way. A disarm that the
// network delivers again may land between the look and a change of the time.
void Checker::check_template(const PatchCampaign& call, const ObservedCampaign& there) {
  if (!call.patch.schedule || there.status != CampaignStatus::kDraft) return;
  const auto shown = shown_.find(call.id);
  if (shown != shown_.end() && shown->second.status == CampaignStatus::kScheduled) return;
  const auto used = call.patch.template_id ? *call.patch.template_id : *there.message_template->id;
  for (const auto& [which, since] : truth_.bad_since) {
    const bool is_it = world_.api.project.catalog.templates[which].id == used;
    if (is_it && scene_.now() - since > 3min) violated("armed with a template that cannot be sent");
  }
}

}  // namespace campaignd
