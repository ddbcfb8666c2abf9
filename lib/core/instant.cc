#include "core/instant.h"

#include <date/date.h>

#include <array>
#include <cstdint>
#include <sstream>

namespace campaignd {
namespace {

// A cursor over fixed-width text. Each step either takes exactly what it asks for or fails the whole, so that nothing
// trails.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return std::nullopt;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  // One to nine digits behind a point, to the millisecond; what is finer is cut off.
  std::optional<std::chrono::milliseconds> fraction() {
    int value = 0;
    std::size_t count = 0;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
      if (count < 3) value = value * 10 + (rest_.front() - '0');
      ++count;
      rest_.remove_prefix(1);
    }
    if (count == 0 || count > 9) return std::nullopt;
    for (; count < 3; ++count) value *= 10;
    return std::chrono::milliseconds(value);
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::optional<std::chrono::minutes> offset(Cursor& cursor) {
  if (cursor.take('Z')) return std::chrono::minutes(0);
  const bool east = cursor.take('+');
  if (!east && !cursor.take('-')) return std::nullopt;
  const auto hours = cursor.digits(2);
  if (!hours || *hours > 23 || !cursor.take(':')) return std::nullopt;
  const auto minutes = cursor.digits(2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const auto size = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return east ? size : -size;
}

void append_unit(std::string& text, std::int64_t count, std::string_view one, std::string_view many) {
  if (!text.empty()) text += ' ';
  text += std::to_string(count);
  text += ' ';
  text += count == 1 ? one : many;
}

}  // namespace

std::string to_rfc3339(WallTime instant) {
  return date::format("%FT%TZ", instant);
}

std::optional<WallTime> parse_rfc3339(std::string_view text) {
  Cursor cursor(text);
  const auto year = cursor.digits(4);
  if (!year || *year < 1970 || !cursor.take('-')) return std::nullopt;
  const auto month = cursor.digits(2);
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.digits(2);
  if (!day || !cursor.take('T')) return std::nullopt;
  const auto hour = cursor.digits(2);
  if (!hour || *hour > 23 || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.digits(2);
  if (!minute || *minute > 59 || !cursor.take(':')) return std::nullopt;
  const auto second = cursor.digits(2);
  if (!second || *second > 59) return std::nullopt;
  std::chrono::milliseconds fraction{0};
  if (cursor.take('.')) {
    const auto read = cursor.fraction();
    if (!read) return std::nullopt;
    fraction = *read;
  }
  const auto east = offset(cursor);
  if (!east || !cursor.at_end()) return std::nullopt;

  const date::year_month_day calendar{date::year(*year), date::month(static_cast<unsigned>(*month)),
                                      date::day(static_cast<unsigned>(*day))};
  if (!calendar.ok()) return std::nullopt;
  return WallTime(date::sys_days(calendar)) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second) + fraction - *east;
}

std::optional<WallTime> parse_http_date(std::string_view text) {
  // RFC 9110, section 5.6.7: IMF-fixdate, and the two obsolete forms that a recipient must still read.
  static constexpr std::array kForms{"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"};
  for (const char* form : kForms) {
    std::istringstream in{std::string(text)};
    date::sys_seconds instant;
    in >> date::parse(form, instant);
    if (!in.fail() && in.peek() == std::istringstream::traits_type::eof()) return WallTime(instant);
  }
  return std::nullopt;
}

std::string in_words(std::chrono::milliseconds span) {
  using namespace std::chrono;
  const auto total = duration_cast<seconds>(span < milliseconds::zero() ? -span : span).count();
  constexpr std::int64_t kMinute = 60;
  constexpr std::int64_t kHour = 60 * kMinute;
  constexpr std::int64_t kDay = 24 * kHour;
  std::string text;
  if (total >= kDay) {
    append_unit(text, total / kDay, "day", "days");
    if (total % kDay >= kHour) append_unit(text, total % kDay / kHour, "h", "h");
  } else if (total >= kHour) {
    append_unit(text, total / kHour, "h", "h");
    if (total % kHour >= kMinute) append_unit(text, total % kHour / kMinute, "min", "min");
  } else if (total >= kMinute) {
    append_unit(text, total / kMinute, "min", "min");
    if (total % kMinute > 0) append_unit(text, total % kMinute, "s", "s");
  } else {
    append_unit(text, total, "s", "s");
  }
  return text;
}

}  // namespace campaignd
