// The policies that are stretches of time: the hours in which sending is allowed, and the blackouts.
#pragma once

#include <optional>
#include <vector>

#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"
#include "core/settings.h"

namespace campaignd {

// `{from: "09:00", to: "21:00", timezone: ZONE, days: [sat, …]}`; without `days` every day.
std::optional<SendHours> read_send_hours(const Node& node, Findings& findings);

// A list of `{from, to, timezone, reason}`: two days, the last included, or two times, the end not.
std::vector<Blackout> read_blackouts(const Node& node, Findings& findings);

}  // namespace campaignd
