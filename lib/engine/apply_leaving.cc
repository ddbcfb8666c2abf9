// The gate: what is asked of a PATCH at the instant at which it would leave, and what is stored before it does.
#include <utility>

#include "core/patch_action.h"
#include "core/planted_bug.h"
#include "core/remember.h"
#include "engine/apply.h"

namespace campaignd {

bool Deliveries::before_leaving(Ticket ticket) {
  Delivery* delivery = find(ticket);
  if (delivery == nullptr) return false;
  context_.ledger.take_in();  // `campaignctl freeze` may have stored its pause
  if (!is_still_right(*delivery)) return false;
  if (!delivery->prepared) {
    prepare_with(*delivery);
    context_.ledger.take_in();
    // Storing takes time, on a slow disk seconds: the lock may have fallen meanwhile.
    if (!is_still_right(*delivery)) return false;
  }
  applied_.touched.insert(delivery->id);
  return true;
}

// The intents of all that are about to leave, and the outcomes of those before, in one transaction.
void Deliveries::prepare_with(Delivery& first) {
  prepare(first);
  std::size_t count = 1;
  for (Delivery& other : deliveries_) {
    if (count >= kGroupLength) break;
    if (other.stage != Stage::kWriting || other.prepared || !may_be_prepared_early(other)) continue;
    if (!is_still_right(other)) continue;
    prepare(other);
    ++count;
  }
  // What cannot be stored now is not tried again for every stop that leaves meanwhile.
  if (context_.ledger.is_durable()) context_.ledger.save();
}

// An arm is remembered early only where the service tells by `updatedAt` whether it landed: else a process that dies
// before it left would take the draft for one that a person took off the clock.
bool Deliveries::may_be_prepared_early(const Delivery& delivery) const {
  const Patch& patch = patch_of(delivery);
  const ObservedCampaign* seen = context_.observed.find(delivery.id);
  return !patch.schedule || patch.is_disarm() || (seen != nullptr && seen->updated_at);
}

void Deliveries::prepare(Delivery& delivery) {
  const WallTime now = context_.clock.wall_now();
  const Patch& patch = patch_of(delivery);
  const CampaignMemory* known = context_.ledger.memory().find(delivery.id);
  delivery.memory_before = known != nullptr ? std::optional(*known) : std::nullopt;
  context_.ledger.change(before_patch(context_.ledger.memory(), delivery.entry, patch, now));

  Record& intent = delivery.intent;
  intent = {};
  intent.kind = RecordKind::kIntent;
  intent.at = now;
  intent.reconcile = context_.teller.reconcile;
  intent.revision = context_.plan.revision.hash;
  intent.handle = delivery.entry.handle;
  intent.campaign = delivery.id;
  intent.action = action_of(delivery.entry, patch);
  intent.reason = delivery.entry.reason;
  intent.cause = delivery.entry.cause;
  intent.fields = travelling(delivery.entry, patch);
  intent.patch = patch;
  intent.intent = context_.ledger.next_intent();
  if (!is_planted(Bug::kDroppedIntent)) context_.ledger.add(intent);
  delivery.prepared = true;
}

// The last look: made again at this instant for this campaign, the plan would still send this.
bool Deliveries::is_still_right(Delivery& delivery) {
  const bool requested = delivery.entry.is_requested_disarm;
  if (!requested &&
      (!context_.ledger.is_durable() || (context_.ledger.memory().pause && !is_planted(Bug::kPauseIgnored))))
    return false;
  if (!context_.source_stands(requested)) {
    applied_.source_moved = true;
    return false;
  }
  const WallTime now = context_.clock.wall_now();
  if (delivery.want == nullptr) return !delivery.entry.scheduled_for || now < *delivery.entry.scheduled_for;
  PlanEntry again = decide(inputs(), finder(), standing_, *delivery.want, now);
  if (again.action != Action::kUpdate || again.patches.empty() || again.patches.front() != patch_of(delivery)) {
    return false;
  }
  delivery.entry.scheduled_for = again.scheduled_for;
  delivery.steps_left = again.patches.size();  // what follows a disarm may have changed; it is decided anew by then
  return true;
}

// It did not leave, or left without an effect, and is not to leave now; the plan that is made afterwards says why.
void Deliveries::withdraw(Delivery& delivery, const std::string& why) {
  if (delivery.prepared) {
    const bool is_unknown = delivery.failure && delivery.failure->kind == FailureKind::kEffectUnknown;
    const Outcome tried = is_unknown ? Outcome::kUnknown : Outcome::kFailed;
    if (!is_unknown) forget_arming(delivery);
    record_outcome(delivery, delivery.attempts == 0 ? Outcome::kWithdrawn : tried, why);
  }
  delivery.stage = Stage::kEnded;
}

}  // namespace campaignd
