// The rows about what we took off the clock ourselves, and keep off it: a freeze by handle, and pre-flight. Pure.
#pragma once

#include <optional>

#include "core/memory.h"
#include "core/policy/start_wish.h"
#include "core/rows/ruling.h"
#include "core/settings.h"

namespace campaignd {

// `memory` is null where nothing is known of the campaign.
std::optional<Ruling> kept_frozen(const CampaignMemory* memory);

// Until what was bad is good. `wish`: as it would go out; empty for a draft that stays one.
std::optional<Ruling> kept_off_by_preflight(const CampaignMemory* memory, const std::optional<StartWish>& wish,
                                            const PolicySettings& policy);

}  // namespace campaignd
