// The exit codes of campaignctl: 0 nothing to do, 1 an error, 2 something waits or is refused, 3 the service does not
// run. 1 beats 2.
#pragma once

#include "core/plan.h"

namespace campaignd {

inline constexpr int kExitWell = 0;
inline constexpr int kExitError = 1;
inline constexpr int kExitWaiting = 2;
inline constexpr int kExitNotRunning = 3;

// A missing or invalid campaign, and one that could not be looked at, is an error; suspended ones do not count.
int exit_code_of(const Plan& plan);

// Whether an entry stands for an error, rather than for a change that waits or is refused.
bool is_error(const PlanEntry& entry);

}  // namespace campaignd
