// A time as a file writes it: `2026-12-01 18:00` in a zone, or with `Z` or an offset behind it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/yaml/findings.h"
#include "core/instant.h"
#include "core/zone.h"

namespace campaignd {

// What stands in the file, before a zone gives a local time its meaning.
using WrittenTime = std::variant<WallTime, LocalTime>;

// `YYYY-MM-DD[ T]HH:MM[:SS[.000]]`, with `Z` or `±HH:MM` directly behind or not. `key` names it in messages.
std::optional<WrittenTime> read_written_time(std::string_view text, std::string_view key, Mark at, Findings& findings);

// The instant of a local time. One that the zone skips or has twice is reported with the instants, as is one after
// 2037.
std::optional<WallTime> resolve_written(LocalTime local, const Zone& zone, std::string_view key, Mark at,
                                        Findings& findings);

// `YYYY-MM-DD` alone, as its first local second.
std::optional<LocalTime> parse_day(std::string_view text);

// An IANA zone; one that does not exist is reported with the nearest.
std::optional<Zone> read_zone(std::string_view text, Mark at, Findings& findings);

// The one text that stands for all ways to write the same time: `2026-12-01T18:00:00` or `2026-12-01T15:00:00.000Z`.
std::string canonical_text(const WrittenTime& time);

}  // namespace campaignd
