// How memory changes: by what is seen (what others did: core/notice.h), by what is about to be done, and by what was
// done. Pure; the journal stores the changes.
#pragma once

#include <set>

#include "core/desired_state.h"
#include "core/memory.h"
#include "core/observed_state.h"
#include "core/plan.h"

namespace campaignd {

// After a plan was made: what is in agreement, how each campaign was seen, whose entry was removed. `may_come_off`: a
// disarm of ours got no answer, and may land yet.
MemoryChanges after_plan(const Memory& memory, const DesiredState& desired, const Observation& observed,
                         const Plan& plan, const std::set<CampaignId>& may_come_off = {});

// Before `patch` leaves for the campaign of `entry`: an arm, a move, or what pre-flight takes off is remembered. Stored
// before the request is sent.
MemoryChanges before_patch(const Memory& memory, const PlanEntry& entry, const Patch& patch, WallTime now);

// After a PATCH was verified: `seen` is what the service showed.
MemoryChanges after_patch(const Memory& memory, const DesiredCampaign& entry, const Patch& patch,
                          const ObservedCampaign& seen, WallTime now);

// A campaign that is to be frozen no more. What a freeze took off the clock is known for off it by our hand, also where
// it was not looked at since.
CampaignMemory without_freeze(CampaignMemory campaign);

}  // namespace campaignd
