#include "time_text.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>

namespace campaignd {

namespace {

// Hours count for what is near; nobody plans by them a week ahead.
std::chrono::milliseconds rounded(std::chrono::milliseconds span) {
  using days = std::chrono::duration<int, std::ratio<86400>>;
  return span < days(2) ? span : std::chrono::duration_cast<days>(span);
}

std::string_view weekday(WallTime instant, const Zone& zone) {
  constexpr std::array<std::string_view, 7> kDays{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // from 1970-01-01
  using days = std::chrono::duration<int, std::ratio<86400>>;
  const int day = std::chrono::floor<days>(to_local(instant, zone).time_since_epoch()).count();
  return kDays[static_cast<std::size_t>((day % 7 + 7) % 7)];
}

}  // namespace

std::string distance(WallTime instant, WallTime now) {
  const std::chrono::milliseconds span = instant > now ? instant - now : now - instant;
  if (span < std::chrono::seconds(1)) return "now";
  return instant > now ? "in " + in_words(rounded(span)) : in_words(rounded(span)) + " ago";
}

std::string dated(WallTime instant, const Zone& zone) {
  return std::string(weekday(instant, zone)) + " " + to_local_text(instant, zone);
}

std::string stamp(WallTime instant, const Zone& zone) {
  constexpr std::size_t kMinutesEnd = std::string_view("2026-12-01 18:00").size();
  const WallTime minute = std::chrono::floor<std::chrono::minutes>(instant);
  const auto second = std::chrono::duration_cast<std::chrono::seconds>(instant - minute).count();
  const std::string digits = std::to_string(second);
  return to_local_text(minute, zone).insert(kMinutesEnd, (digits.size() < 2 ? ":0" : ":") + digits);
}

std::string time_of_day(WallTime instant, const Zone& zone) {
  return stamp(instant, zone).substr(std::string_view("2026-12-01 ").size());
}

std::string told(WallTime instant, WallTime now, const Zone& zone) {
  return dated(instant, zone) + ", " + distance(instant, now);
}

}  // namespace campaignd
