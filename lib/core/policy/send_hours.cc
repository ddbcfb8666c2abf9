#include "core/policy/send_hours.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace campaignd {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds kDay = std::chrono::hours(24);
constexpr int kDaysToSearch = 9;  // a whole week, and the days around it that a window or an offset may reach into
constexpr std::uint8_t kAllDays = 0x7f;

// Monday first, as people read a week; bits count from Sunday.
constexpr std::array<std::pair<int, std::string_view>, 7> kDayNames{
    {{1, "mon"}, {2, "tue"}, {3, "wed"}, {4, "thu"}, {5, "fri"}, {6, "sat"}, {0, "sun"}}};

LocalTime day_of(LocalTime local);
bool is_send_day(const SendHours& hours, LocalTime day);
bool passes_midnight(const SendHours& hours);
WallTime first_instant(LocalTime local, const Zone& zone);
WallTime last_instant(LocalTime local, const Zone& zone);
std::string day_name(LocalTime day);
std::string clock_text(seconds since_midnight);
std::string days_text(std::uint8_t days);

}  // namespace

bool is_within(const SendHours& hours, WallTime start) {
  const LocalTime local = to_local(start, hours.timezone);
  const LocalTime day = day_of(local);
  const seconds time = local - day;
  if (!passes_midnight(hours)) return time >= hours.from && time < hours.to && is_send_day(hours, day);
  return (time >= hours.from && is_send_day(hours, day)) || (time < hours.to && is_send_day(hours, day - kDay));
}

std::optional<WallTime> next_within(const SendHours& hours, WallTime from) {
  if (is_within(hours, from)) return from;
  const LocalTime today = day_of(to_local(from, hours.timezone));
  for (int ahead = -1; ahead < kDaysToSearch; ++ahead) {
    const LocalTime opens = today + ahead * kDay + hours.from;
    const WallTime candidate = std::max(from, first_instant(opens, hours.timezone));
    if (is_within(hours, candidate)) return candidate;
  }
  return std::nullopt;
}

std::optional<WallTime> last_within(const SendHours& hours, WallTime until) {
  if (is_within(hours, until)) return until;
  const LocalTime today = day_of(to_local(until, hours.timezone));
  for (int back = -1; back < kDaysToSearch; ++back) {
    const LocalTime closes = today - back * kDay + hours.to;
    const WallTime candidate = std::min(until, last_instant(closes, hours.timezone) - minutes(1));
    if (is_within(hours, candidate)) return candidate;
  }
  return std::nullopt;
}

std::optional<std::string> against_send_hours(const SendHours& hours, WallTime start) {
  if (is_within(hours, start)) return std::nullopt;
  const LocalTime local = to_local(start, hours.timezone);
  std::string text = day_name(local) + " " + clock_text(local - day_of(local)) + " is outside " +
                     clock_text(hours.from) + " to " + clock_text(hours.to) + " " + hours.timezone.name();
  if ((hours.days & kAllDays) != kAllDays) text += ", " + days_text(hours.days);
  return text;
}

namespace {

LocalTime day_of(LocalTime local) {
  const seconds since = local.time_since_epoch();
  const auto days = std::chrono::floor<std::chrono::duration<std::int64_t, std::ratio<86400>>>(since);
  return LocalTime{days};
}

// 1970-01-01 was a Thursday, bit 4.
int weekday_of(LocalTime day) {
  const auto days = day_of(day).time_since_epoch() / kDay;
  return static_cast<int>(((days + 4) % 7 + 7) % 7);
}

bool is_send_day(const SendHours& hours, LocalTime day) {
  return ((hours.days >> weekday_of(day)) & 1) != 0;
}

bool passes_midnight(const SendHours& hours) {
  return hours.to <= hours.from;
}

// Where a zone's data ends it is taken to stay as it was on the last day that is known.
WallTime beyond_data(LocalTime local, const Zone& zone) {
  const WallTime as_utc{local.time_since_epoch()};
  return as_utc - (to_local(as_utc, zone).time_since_epoch() - local.time_since_epoch());
}

WallTime first_instant(LocalTime local, const Zone& zone) {
  const Resolved resolved = resolve(local, zone);
  if (const auto* skipped = std::get_if<Skipped>(&resolved)) return skipped->after;
  if (const auto* doubled = std::get_if<Doubled>(&resolved)) return doubled->first;
  if (const auto* plain = std::get_if<WallTime>(&resolved)) return *plain;
  return beyond_data(local, zone);
}

WallTime last_instant(LocalTime local, const Zone& zone) {
  const Resolved resolved = resolve(local, zone);
  if (const auto* doubled = std::get_if<Doubled>(&resolved)) return doubled->second;
  return first_instant(local, zone);
}

std::string day_name(LocalTime day) {
  const auto* const it =
      std::find_if(kDayNames.begin(), kDayNames.end(), [&](const auto& each) { return each.first == weekday_of(day); });
  return std::string(it->second);
}

std::string clock_text(seconds since_midnight) {
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const std::int64_t count = since_midnight.count();
  std::string text = two(count / 3600) + ":" + two(count / 60 % 60);
  if (count % 60 != 0) text += ":" + two(count % 60);
  return text;
}

std::string days_text(std::uint8_t days) {
  std::string text;
  for (const auto& [bit, name] : kDayNames) {
    if (((days >> bit) & 1) != 0) text += (text.empty() ? "" : " ") + std::string(name);
  }
  return text.empty() ? "on no day of the week" : "on " + text;
}

}  // namespace
}  // namespace campaignd
