// Points in time. Wall time and monotonic time are two types, so that neither can be subtracted from the other.
// Pure: nothing here asks what time it is.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace campaignd {

// An instant in UTC to the millisecond, the resolution of the API (`2026-06-06T09:00:00.000Z`).
using WallTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

// A point on a clock that never jumps; for time-outs, retries and durations only.
using MonotonicTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::microseconds>;

// `2026-12-01T15:00:00.000Z`: the one form that is sent, stored and printed as JSON.
std::string to_rfc3339(WallTime instant);

// RFC 3339 with `T`, seconds, an optional fraction (read to the millisecond) and `Z` or `±HH:MM`. The whole text must
// fit; empty otherwise, and for dates that do not exist, years outside 1970..9999, or offsets beyond ±23:59.
std::optional<WallTime> parse_rfc3339(std::string_view text);

// `Z` or `±HH:MM`, at most ±23:59; the whole text must fit.
std::optional<std::chrono::minutes> parse_utc_offset(std::string_view text);

// The three date forms of HTTP (RFC 9110, section 5.6.7), for the `Date` and `Retry-After` headers. Empty where none
// fits.
std::optional<WallTime> parse_http_date(std::string_view text);

// `3 s`, `4 min`, `2 h 5 min`, `3 days`: how long `span` is, for people, in at most two units; negative spans as their
// size.
std::string in_words(std::chrono::milliseconds span);

// The earlier of two points in time, where there are any.
template <class TimePoint>
std::optional<TimePoint> earlier(const std::optional<TimePoint>& a, const std::optional<TimePoint>& b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

}  // namespace campaignd
