#include "adapters/api/retry_after.h"

#include <algorithm>
#include <cstdint>

namespace campaignd {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongest = std::chrono::hours(24 * 365);

}  // namespace

std::optional<milliseconds> parse_retry_after(std::string_view value, WallTime answered_at) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!value.empty() && std::all_of(value.begin(), value.end(), is_digit)) {
    milliseconds wait{0};
    for (const char c : value) wait = std::min(wait * 10 + std::chrono::seconds(c - '0'), kLongest);
    return wait;
  }
  const auto date = parse_http_date(value);
  if (!date) return std::nullopt;
  return std::clamp(*date - answered_at, milliseconds(0), kLongest);
}

std::optional<milliseconds> wait_of_minutes(double minutes) {
  if (!(minutes >= 0)) return std::nullopt;
  const std::chrono::duration<double, std::milli> wait = std::chrono::duration<double, std::ratio<60>>(minutes);
  if (wait >= kLongest) return kLongest;
  return std::chrono::ceil<milliseconds>(wait);
}

}  // namespace campaignd
