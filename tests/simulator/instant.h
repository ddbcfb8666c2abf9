// Points in time as the API writes them, UTC to the millisecond, and the relative forms that project files use.
// Pure: no clock is read here.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace campaignd::simulator {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

struct Rfc3339 {
  Instant at;
  bool is_utc;  // written with Z, not with an offset
};

// `2026-06-06T09:00:00.000Z`, the fraction optional, up to nine digits of which three count; an offset instead of Z.
[[nodiscard]] std::optional<Rfc3339> parse_rfc3339(std::string_view text);

[[nodiscard]] std::string format_rfc3339(Instant at);

// The `Date` header's form: `Sat, 06 Jun 2026 09:00:00 GMT`.
[[nodiscard]] std::string format_http_date(Instant at);

// An absolute time; `now`; `+2h`, `-90m`, `+1d12h`, `+500ms`, counted from `now` and, from minutes up, cut to the whole
// minute, because people write minutes; `+2d@18:00`, six in the evening in Baghdad (UTC+3) two days after today there.
[[nodiscard]] std::optional<Instant> parse_when(std::string_view text, Instant now);

}  // namespace campaignd::simulator
