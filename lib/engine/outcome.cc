#include "engine/outcome.h"

#include <algorithm>
#include <string>

#include "engine/reconcile.h"

namespace campaignd {

ReconcileOutcome outcome_of(const Pass& pass, bool has_errors) {
  if (!pass.plan || pass.failed || has_errors || !pass.error.empty()) return ReconcileOutcome::kError;
  const Plan& plan = *pass.plan;
  if (plan.count(Action::kInvalid) > 0 || plan.count(Action::kMissing) > 0) return ReconcileOutcome::kError;
  const bool left = plan.held || std::ranges::any_of(plan.unmanaged, &Unmanaged::disarm) ||
                    std::any_of(plan.entries.begin(), plan.entries.end(), [](const PlanEntry& entry) {
                      return entry.action == Action::kUpdate || entry.action == Action::kLocked ||
                             entry.action == Action::kBlocked || entry.action == Action::kImmutable;
                    });
  return left ? ReconcileOutcome::kLeft : ReconcileOutcome::kAgreement;
}

Event reconciled_event(const Pass& pass, ReconcileOutcome outcome, std::chrono::microseconds duration) {
  Event event;
  event.kind = EventKind::kReconciled;
  event.duration = duration;
  event.level = pass.verified > 0 ? EventLevel::kInfo : EventLevel::kDebug;
  if (!pass.plan) {
    event.message = "nothing could be planned: " + pass.error;
    return event;
  }
  event.message = outcome == ReconcileOutcome::kAgreement ? "in agreement"
                  : outcome == ReconcileOutcome::kLeft    ? "reconciled as far as it may be"
                                                          : "reconciled, with errors";
  for (const Action action : kAllActions) {
    const auto count = pass.plan->count(action);
    if (count > 0) event.message += ", " + std::to_string(count) + " " + std::string(to_text(action));
  }
  return event;
}

}  // namespace campaignd
