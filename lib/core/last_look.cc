#include "core/last_look.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "core/policy/credit.h"
#include "core/policy/preflight.h"

namespace campaignd {
namespace {

// As it will go out if nothing more is done: with its change, where that passes, else as it stands.
StartWish as_it_goes_out(const PlanInputs& inputs, const Decision& decision) {
  if (decision.entry.action == Action::kUpdate && decision.wish) return *decision.wish;
  const ObservedCampaign& seen = *decision.seen;
  return with_what_stands({.start = *seen.scheduled_for, .recipients = seen.recipients}, seen, inputs.catalog);
}

}  // namespace

bool is_looked_at_last(const PlanInputs& inputs, const Decision& decision, WallTime now) {
  if (inputs.policy.preflight == Preflight::kOff || decision.seen == nullptr) return false;
  const ObservedCampaign& seen = *decision.seen;
  if (seen.status != CampaignStatus::kScheduled || !seen.scheduled_for || seen.is_sample) return false;
  return now >= preflight_due(*seen.scheduled_for, inputs.policy) && now < *seen.scheduled_for &&
         !decision.entry.is_requested_disarm;
}

PlanEntry look_last(const PlanInputs& inputs, const Decision& decision, bool is_unpaid, WallTime now) {
  PlanEntry entry = decision.entry;
  const StartWish wish = as_it_goes_out(inputs, decision);
  const WallTime start = *decision.seen->scheduled_for;
  if (wish.start != start) return entry;  // it moves away from here
  auto bad = against_preflight(wish, inputs.policy);
  if (!bad && is_unpaid) bad = "the credit does not last for it";
  if (!bad) return entry;
  const bool takes_off = inputs.policy.preflight == Preflight::kDisarm && entry.action != Action::kSuspended &&
                         now < start - inputs.policy.lock_window;
  entry.asked.push_back({"preflight", takes_off ? Answer::kObjects : Answer::kWarns, to_rfc3339(start), *bad, {}, {}});
  if (!takes_off) {
    entry.warnings.push_back({"preflight", *bad});
    return entry;
  }
  entry.action = Action::kUpdate;
  entry.reason = "preflight";
  entry.detail = "pre-flight takes it off the clock: " + *bad;
  entry.clears_at.reset();
  entry.fields = {{Field::kScheduledFor, start, std::monostate{}, entry.at}};
  entry.patches = {Patch{.schedule = Schedule{}}};
  entry.after.clear();
  return entry;
}

bool is_unpaid_now(const PlanInputs& inputs, const ObservedCampaign& campaign) {
  if (inputs.policy.require_credit == CheckLevel::kOff || !inputs.observed.project) return false;
  const Money own = still_to_pay(campaign);
  Money needed = own;
  for (const auto& [id, other] : inputs.observed.campaigns) {
    if (other.status != CampaignStatus::kScheduled || !other.scheduled_for || other.is_sample) continue;
    if (std::tie(*other.scheduled_for, id) < std::tie(*campaign.scheduled_for, campaign.id))
      needed += still_to_pay(other);
  }
  return own > 0 && needed > money_of(inputs.observed.project->credit);
}

}  // namespace campaignd
