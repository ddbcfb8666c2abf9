// preflight: the last look at a campaign that is on the clock, when its lock is about to fall. Its template, number,
// credit and recipients may have gone bad since it was armed. What somebody turned off is not looked at here either.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/policy/start_wish.h"
#include "core/settings.h"

namespace campaignd {

// So long before the lock: time enough to look afresh, to take it off the clock, and to try that again.
inline constexpr std::chrono::minutes kPreflightLead{1};

// When the last look at a campaign is due. It lasts until the start, but what it takes off it takes before the lock.
WallTime preflight_due(WallTime start, const PolicySettings& policy);

// What is bad about the campaign, credit aside; empty where nothing is, or nothing is known.
std::optional<std::string> against_preflight(const StartWish& as_it_is, const PolicySettings& policy);

}  // namespace campaignd
