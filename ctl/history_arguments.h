// What a person asks of the journal, from the words that he typed. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "adapters/sqlite/history_filter.h"
#include "command_line.h"
#include "core/instant.h"
#include "core/zone.h"

namespace campaignd {

// The filter, or which word is wrong and what it may be. `now` and `zone` are this machine's.
tl::expected<HistoryFilter, std::string> history_filter(const HistoryCommand& command, WallTime now, const Zone& zone);

// `2026-12-01`, `2026-12-01 18:00`, one of these with `Z` or an offset behind, or how long ago: `2h`, `7d`. A day is
// its beginning, or where `day_counts_whole` the next one's.
std::optional<WallTime> time_in(std::string_view text, WallTime now, const Zone& zone, bool day_counts_whole);

}  // namespace campaignd
