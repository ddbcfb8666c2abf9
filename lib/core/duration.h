// Durations as people write them, in files and on command lines: a whole number and its unit, `300ms`, `10s`, `5m`,
// `2h`, `1d`.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace campaignd {

// Longer ones are taken for this, so that sums with an instant stay far from overflow.
inline constexpr std::chrono::milliseconds kLongestDuration = std::chrono::hours(24) * 365'000;

// Empty where `text` is not of that form. A sign, a fraction, a space or two units are not.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

// In the largest unit that divides it: `5m`.
std::string duration_text(std::chrono::milliseconds duration);

}  // namespace campaignd
