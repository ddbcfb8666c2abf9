// sendHours: the hours of the day, and the days, in which a campaign may start. Judged by what the wall clock of its
// zone shows: an hour that daylight saving skips does not happen, one that it doubles counts twice. A window that
// passes midnight belongs to the day on which it starts.
#pragma once

#include <optional>
#include <string>

#include "core/settings.h"

namespace campaignd {

bool is_within(const SendHours& hours, WallTime start);

// The first instant at or after `from` that is within; empty where no day of the week has send hours.
std::optional<WallTime> next_within(const SendHours& hours, WallTime from);

// The last whole minute at or before `until` that is within (`until` itself where it is); empty likewise.
std::optional<WallTime> last_within(const SendHours& hours, WallTime until);

// `22:30 is outside 09:00 to 21:00 Asia/Baghdad`, with the days where they are not all; empty where `start` is within.
std::optional<std::string> against_send_hours(const SendHours& hours, WallTime start);

}  // namespace campaignd
