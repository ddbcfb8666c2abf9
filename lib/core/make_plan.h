// The planner: desired, observed, catalog, memory, policy and now in, a plan out. Pure, so that the same inputs always
// give the same plan, and a plan made from its own result is empty. The decision table stands above
// `decide`, in decide.h.
#pragma once

#include <optional>

#include "core/catalog.h"
#include "core/desired_state.h"
#include "core/memory.h"
#include "core/observed_state.h"
#include "core/plan.h"
#include "core/settings.h"

namespace campaignd {

// What a plan is made from. Borrowed: all of it must outlive the call.
struct PlanInputs {
  const DesiredState& desired;
  const Observation& observed;
  const Catalog* catalog;  // null: it could not be read, and `observed.catalog_failure` says why
  const Memory& memory;    // after `notice` (core/remember.h) has looked at this observation
  const PolicySettings& policy;
};

// Every entry decided, in the files' order, and the change budget judged.
Plan make_plan(const PlanInputs& inputs, WallTime now);

// The campaign that an entry means, as far as names and memory tell, whether it was observed or not; empty where none
// is known. For knowing which campaigns have to be asked for by id.
std::optional<CampaignId> campaign_of(const DesiredCampaign& entry, const Memory& memory);

// Whether the entry asks for a stop, and its campaign may be on the clock for all that is remembered.
bool may_have_to_stop(const DesiredCampaign& entry, const Memory& memory);

}  // namespace campaignd
