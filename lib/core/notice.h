// What others did at the service since we last looked. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/catalog.h"
#include "core/desired_state.h"
#include "core/memory.h"
#include "core/observed_state.h"
#include "core/plan.h"

namespace campaignd {

// For the log and the journal.
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

}  // namespace campaignd
