// blackouts: stretches in which no campaign starts. The first instant of one belongs to it, its end does not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/settings.h"

namespace campaignd {

bool is_outside(const std::vector<Blackout>& blackouts, WallTime start);

// The first instant at or after `from` that lies in none of them.
WallTime next_outside(const std::vector<Blackout>& blackouts, WallTime from);

// The last whole minute at or before `until` that lies in none (`until` itself where it does not).
WallTime last_outside(const std::vector<Blackout>& blackouts, WallTime until);

// `within 2026-12-24 to 2026-12-26 Asia/Baghdad: holiday`; empty where `start` is outside all of them.
std::optional<std::string> against_blackouts(const std::vector<Blackout>& blackouts, WallTime start);

}  // namespace campaignd
