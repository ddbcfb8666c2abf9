// The rows about what somebody did at the service: took it off the clock or moved it later (rule 11), or changed it
// otherwise (drift). It is left so as long as its entry is as it was. Pure.
#pragma once

#include <optional>

#include "core/desired_state.h"
#include "core/make_plan.h"
#include "core/memory.h"
#include "core/resolve.h"
#include "core/rows/ruling.h"

namespace campaignd {

// `entry` with its fields and their cause; `memory` is null where nothing is known of the campaign.
std::optional<Ruling> left_as_taken_elsewhere(const PlanEntry& entry, const DesiredCampaign& want,
                                              const CampaignMemory* memory);

// `drift: report`, and what is contended whatever `drift` says.
std::optional<Ruling> left_as_drifted(const PlanEntry& entry, const DesiredCampaign& want, const CampaignMemory* memory,
                                      const Target& target, const PlanInputs& inputs);

}  // namespace campaignd
