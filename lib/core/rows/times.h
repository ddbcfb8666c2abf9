// The rows about time: clocks too far apart to go by, a new time that is too near or too far, the lock. And when
// waiting alone changes a decision. Pure.
#pragma once

#include <optional>

#include "core/desired_state.h"
#include "core/observed_state.h"
#include "core/rows/ruling.h"
#include "core/settings.h"

namespace campaignd {

// Before a lock falls, or a time comes too near, so long is a change that is still pending announced.
milliseconds notice_before_lock(const PolicySettings& policy);

// The time that the entry's change brings; empty where it leaves the time alone, or takes it away.
Schedule new_time(const PlanEntry& entry, const DesiredCampaign& want);

// How far the service's clock is ahead of ours, and whether both can be gone by. What is not known counts as nothing.
milliseconds clock_ahead(const Observation& observed);
bool do_clocks_agree(const Observation& observed);

std::optional<Ruling> clocks_apart(const Observation& observed);
std::optional<Ruling> too_near_or_far(const Schedule& new_time, const PolicySettings& policy, WallTime now);
std::optional<Ruling> locked(const Schedule& start, const PolicySettings& policy, WallTime now);

// What waiting alone changes: a change that is pending comes too late, a person is told before that, the last look is
// due.
struct WaitingChanges {
  std::optional<WallTime> closes_at;   // from then on it is too late
  std::optional<WallTime> changes_at;  // the first of all of them after now
};
WaitingChanges waiting_changes(const PlanEntry& entry, const DesiredCampaign& want, const ObservedCampaign& seen,
                               const PolicySettings& policy, WallTime now);

}  // namespace campaignd
