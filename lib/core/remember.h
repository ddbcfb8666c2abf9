// How memory changes: by what is seen, by what is about to be done, and by what was done. Pure; the journal stores the
// changes.
#pragma once

#include <vector>

#include "core/catalog.h"
#include "core/desired_state.h"
#include "core/memory.h"
#include "core/observed_state.h"
#include "core/plan.h"

namespace campaignd {

// What somebody else did at the service since we last looked, for the log and the journal.
struct Notice {
  std::optional<Handle> handle;
  CampaignId campaign;
  std::string what;  // `disarmed-elsewhere`, `postponed-elsewhere`, `contended`
  std::string detail;
  std::vector<FieldChange> fields;  // what somebody changed from what to what, where that is known
};

struct Noticed {
  MemoryChanges changes;
  std::vector<Notice> notices;
};

// Compares an observation with memory, before a plan is made: who took a campaign off the clock or moved it later,
// which field came back different after we set it, which entry is bound to which campaign, which arm of ours has
// landed. Without a catalog (null) what a field came back as cannot be told.
Noticed notice(const Memory& memory, const DesiredState& desired, const Observation& observed, const Catalog* catalog);

// After a plan was made: what is in agreement, how each campaign was seen, whose entry was removed.
MemoryChanges after_plan(const Memory& memory, const DesiredState& desired, const Observation& observed,
                         const Plan& plan);

// Before `patch` leaves for the campaign of `entry`: an arm, a move, or what pre-flight takes off is remembered. Stored
// before the request is sent.
MemoryChanges before_patch(const Memory& memory, const PlanEntry& entry, const Patch& patch, WallTime now);

// After a PATCH was verified: `seen` is what the service showed.
MemoryChanges after_patch(const Memory& memory, const DesiredCampaign& entry, const Patch& patch,
                          const ObservedCampaign& seen, WallTime now);

// A campaign that is to be frozen no more. What a freeze took off the clock is known for off it by our hand, also where
// it was not looked at since.
CampaignMemory without_freeze(CampaignMemory campaign);

// Memory with `changes` made. `is_clone`, pause and approvals included.
void apply(const MemoryChanges& changes, Memory& memory);

// `later` on top of `earlier`.
void append(MemoryChanges& earlier, MemoryChanges later);

// Of several changes to one campaign or binding the last alone.
void keep_newest(MemoryChanges& changes);

}  // namespace campaignd
