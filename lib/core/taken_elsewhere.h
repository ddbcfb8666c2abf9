// Rule 11, noticed: what is off the clock, or later than it was, and not by our hand. Pure.
#pragma once

#include <optional>

#include "core/desired_state.h"
#include "core/memory.h"
#include "core/observed_state.h"

namespace campaignd {

// Empty where nobody did, where the entry moved since, or where it was us.
std::optional<TakenElsewhere> taken_elsewhere(const CampaignMemory& known, const DesiredCampaign& entry,
                                              const ObservedCampaign& seen, WallTime now);

}  // namespace campaignd
