#include "exit_code.h"

#include <algorithm>

namespace campaignd {

bool is_error(const PlanEntry& entry) {
  return entry.action == Action::kMissing || entry.action == Action::kInvalid ||
         (entry.action == Action::kBlocked && entry.reason == "observe");
}

int exit_code_of(const Plan& plan) {
  if (std::any_of(plan.entries.begin(), plan.entries.end(), is_error)) return kExitError;
  const bool waits =
      std::any_of(
          plan.entries.begin(), plan.entries.end(),
          [](const PlanEntry& e) { return e.action != Action::kUnchanged && e.action != Action::kSuspended; }) ||
      std::any_of(plan.unmanaged.begin(), plan.unmanaged.end(), [](const Unmanaged& each) { return each.disarm; });
  return waits || plan.held ? kExitWaiting : kExitWell;
}

}  // namespace campaignd
