#include "core/instant.h"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "core/text_cursor.h"

namespace campaignd {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

struct TimeOfDay {
  int hour = 0, minute = 0, second = 0;
};

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kWeekdays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                    "Friday", "Saturday", "Sunday"};

constexpr WallTime kFirst{};                                         // 1970
constexpr WallTime kEnd{date::sys_days{date::year{10000} / 1 / 1}};  // behind 9999

std::optional<WallTime> instant_of(int year, int month, int day, TimeOfDay time);
std::optional<TimeOfDay> read_time(TextCursor& cursor);
std::optional<int> read_month(TextCursor& cursor);
bool skip_weekday(TextCursor& cursor, bool is_short);
std::optional<milliseconds> read_fraction(TextCursor& cursor);
std::optional<minutes> read_offset(TextCursor& cursor);
std::optional<WallTime> parse_imf_fixdate(std::string_view text);
std::optional<WallTime> parse_rfc850_date(std::string_view text);
std::optional<WallTime> parse_asctime_date(std::string_view text);
std::string counted(std::int64_t count, std::string_view one, std::string_view many);

}  // namespace

std::string to_rfc3339(WallTime instant) {
  const auto day = date::floor<date::days>(instant);
  const date::year_month_day date{day};
  const date::hh_mm_ss<milliseconds> time{instant - day};
  std::string text;
  text.reserve(24);
  // Not by snprintf, which takes several times as long: every campaign that has a time is compared by it.
  const auto add = [&text](std::int64_t number, std::size_t width, char behind) {
    std::array<char, 20> digits{};
    auto first = digits.end();
    for (std::int64_t rest = std::abs(number); rest != 0; rest /= 10) *--first = static_cast<char>('0' + rest % 10);
    const auto zeros_from = digits.end() - static_cast<std::ptrdiff_t>(width - (number < 0 ? 1 : 0));
    while (first > zeros_from) *--first = '0';
    if (number < 0) text += '-';
    text.append(first, digits.end()) += behind;
  };
  add(int{date.year()}, 4, '-');
  add(unsigned{date.month()}, 2, '-');
  add(unsigned{date.day()}, 2, 'T');
  add(time.hours().count(), 2, ':');
  add(time.minutes().count(), 2, ':');
  add(time.seconds().count(), 2, '.');
  add(time.subseconds().count(), 3, 'Z');
  return text;
}

std::optional<WallTime> parse_rfc3339(std::string_view text) {
  TextCursor cursor{text};
  const auto year = cursor.digits(4);
  if (!year || !cursor.skip("-")) return std::nullopt;
  const auto month = cursor.digits(2);
  if (!month || !cursor.skip("-")) return std::nullopt;
  const auto day = cursor.digits(2);
  if (!day || !cursor.skip("T")) return std::nullopt;
  const auto time = read_time(cursor);
  if (!time) return std::nullopt;
  const auto fraction = read_fraction(cursor);
  const auto offset = fraction ? read_offset(cursor) : std::nullopt;
  if (!offset || !cursor.is_at_end()) return std::nullopt;
  const auto instant = instant_of(*year, *month, *day, *time);
  if (!instant) return std::nullopt;
  const WallTime shifted = *instant + *fraction - *offset;
  // An offset may lead out of the years that can be written and read.
  if (shifted < kFirst || shifted >= kEnd) return std::nullopt;
  return shifted;
}

std::optional<minutes> parse_utc_offset(std::string_view text) {
  TextCursor cursor{text};
  const auto offset = read_offset(cursor);
  return cursor.is_at_end() ? offset : std::nullopt;
}

std::optional<WallTime> parse_http_date(std::string_view text) {
  if (const auto instant = parse_imf_fixdate(text)) return instant;
  if (const auto instant = parse_rfc850_date(text)) return instant;
  return parse_asctime_date(text);
}

std::string in_words(milliseconds span) {
  // The smallest number has no positive counterpart; nobody waits that long.
  const std::int64_t total = span == milliseconds::min() ? milliseconds::max().count() : std::abs(span.count());
  if (total > 0 && total < 1000) return std::to_string(total) + " ms";
  const std::int64_t seconds = total / 1000;
  struct Unit {
    std::int64_t size;
    std::string_view one, many;
  };
  constexpr std::array<Unit, 4> kUnits{{{86400, "day", "days"}, {3600, "h", "h"}, {60, "min", "min"}, {1, "s", "s"}}};
  for (std::size_t i = 0; i < kUnits.size(); ++i) {
    const Unit& unit = kUnits[i];
    if (seconds < unit.size) continue;
    std::string words = counted(seconds / unit.size, unit.one, unit.many);
    if (i + 1 == kUnits.size()) return words;
    const Unit& next = kUnits[i + 1];
    const std::int64_t rest = seconds % unit.size / next.size;
    if (rest != 0) words += " " + counted(rest, next.one, next.many);
    return words;
  }
  return "0 s";
}

namespace {

std::optional<WallTime> instant_of(int year, int month, int day, TimeOfDay time) {
  const date::year_month_day date{date::year{year}, date::month{static_cast<unsigned>(month)},
                                  date::day{static_cast<unsigned>(day)}};
  if (year < 1970 || year > 9999 || !date.ok()) return std::nullopt;
  return WallTime{date::sys_days{date}} + std::chrono::hours{time.hour} + minutes{time.minute} +
         std::chrono::seconds{time.second};
}

// A leap second (`:60`) is refused: no clock that we can compare with has one.
std::optional<TimeOfDay> read_time(TextCursor& cursor) {
  const auto hour = cursor.digits(2);
  if (!hour || *hour > 23 || !cursor.skip(":")) return std::nullopt;
  const auto minute = cursor.digits(2);
  if (!minute || *minute > 59 || !cursor.skip(":")) return std::nullopt;
  const auto second = cursor.digits(2);
  if (!second || *second > 59) return std::nullopt;
  return TimeOfDay{*hour, *minute, *second};
}

std::optional<int> read_month(TextCursor& cursor) {
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (cursor.skip(kMonths[i])) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

bool skip_weekday(TextCursor& cursor, bool is_short) {
  return std::any_of(kWeekdays.begin(), kWeekdays.end(),
                     [&](std::string_view name) { return cursor.skip(is_short ? name.substr(0, 3) : name); });
}

// Nothing at all is no fraction; a dot without digits does not fit.
std::optional<milliseconds> read_fraction(TextCursor& cursor) {
  if (!cursor.skip(".")) return milliseconds{0};
  const std::string_view digits = cursor.digit_run();
  if (digits.empty()) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < 3; ++i) value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  return milliseconds{value};
}

std::optional<minutes> read_offset(TextCursor& cursor) {
  if (cursor.skip("Z")) return minutes{0};
  const bool is_negative = cursor.skip("-");
  if (!is_negative && !cursor.skip("+")) return std::nullopt;
  const auto hour = cursor.digits(2);
  if (!hour || *hour > 23 || !cursor.skip(":")) return std::nullopt;
  const auto minute = cursor.digits(2);
  if (!minute || *minute > 59) return std::nullopt;
  const minutes offset{*hour * 60 + *minute};
  return is_negative ? -offset : offset;
}

// `Sun, 06 Nov 1994 08:49:37 GMT`
std::optional<WallTime> parse_imf_fixdate(std::string_view text) {
  TextCursor cursor{text};
  if (!skip_weekday(cursor, /*is_short=*/true) || !cursor.skip(", ")) return std::nullopt;
  const auto day = cursor.digits(2);
  if (!day || !cursor.skip(" ")) return std::nullopt;
  const auto month = read_month(cursor);
  if (!month || !cursor.skip(" ")) return std::nullopt;
  const auto year = cursor.digits(4);
  if (!year || !cursor.skip(" ")) return std::nullopt;
  const auto time = read_time(cursor);
  if (!time || !cursor.skip(" GMT") || !cursor.is_at_end()) return std::nullopt;
  return instant_of(*year, *month, *day, *time);
}

// `Sunday, 06-Nov-94 08:49:37 GMT`; two digits of a year are of 1970 to 2069.
std::optional<WallTime> parse_rfc850_date(std::string_view text) {
  TextCursor cursor{text};
  if (!skip_weekday(cursor, /*is_short=*/false) || !cursor.skip(", ")) return std::nullopt;
  const auto day = cursor.digits(2);
  if (!day || !cursor.skip("-")) return std::nullopt;
  const auto month = read_month(cursor);
  if (!month || !cursor.skip("-")) return std::nullopt;
  const auto year = cursor.digits(2);
  if (!year || !cursor.skip(" ")) return std::nullopt;
  const auto time = read_time(cursor);
  if (!time || !cursor.skip(" GMT") || !cursor.is_at_end()) return std::nullopt;
  return instant_of(*year + (*year < 70 ? 2000 : 1900), *month, *day, *time);
}

// `Sun Nov  6 08:49:37 1994`
std::optional<WallTime> parse_asctime_date(std::string_view text) {
  TextCursor cursor{text};
  if (!skip_weekday(cursor, /*is_short=*/true) || !cursor.skip(" ")) return std::nullopt;
  const auto month = read_month(cursor);
  if (!month || !cursor.skip(" ")) return std::nullopt;
  const auto day = cursor.digits(cursor.skip(" ") ? 1 : 2);
  if (!day || !cursor.skip(" ")) return std::nullopt;
  const auto time = read_time(cursor);
  if (!time || !cursor.skip(" ")) return std::nullopt;
  const auto year = cursor.digits(4);
  if (!year || !cursor.is_at_end()) return std::nullopt;
  return instant_of(*year, *month, *day, *time);
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count).append(" ").append(count == 1 ? one : many);
}

}  // namespace
}  // namespace campaignd
