#include "simulator/instant.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace campaignd::simulator {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr hours kBaghdad{3};

// Takes what it recognises from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  // Exactly `count` digits; absent otherwise.
  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  // One to seven digits.
  std::optional<int> number() {
    std::size_t count = 0;
    while (count < rest_.size() && count < 8 && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    if (count == 0 || count > 7) return std::nullopt;
    return digits(count);
  }

 private:
  std::string_view rest_;
};

std::optional<Instant> read_date(Reader& reader);
std::optional<milliseconds> read_time_of_day(Reader& reader);
std::optional<milliseconds> read_fraction(Reader& reader);
std::optional<minutes> read_offset(Reader& reader);
struct Part {
  milliseconds length;
  bool is_coarse;  // written in minutes, hours or days
};
std::optional<Part> read_unit(Reader& reader, int count);

}  // namespace

std::optional<Rfc3339> parse_rfc3339(std::string_view text) {
  Reader reader{text};
  const auto date = read_date(reader);
  if (!date || !reader.take("T")) return std::nullopt;
  const auto time = read_time_of_day(reader);
  if (!time) return std::nullopt;
  if (reader.take("Z")) {
    if (!reader.at_end()) return std::nullopt;
    return Rfc3339{*date + *time, /*is_utc=*/true};
  }
  const auto offset = read_offset(reader);
  if (!offset || !reader.at_end()) return std::nullopt;
  return Rfc3339{*date + *time - *offset, /*is_utc=*/false};
}

std::string format_rfc3339(Instant at) {
  const auto day = floor<days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  return text.data();
}

std::string format_http_date(Instant at) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = floor<days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                kDays.at(std::chrono::weekday{day}.c_encoding()), static_cast<unsigned>(date.day()),
                kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

std::optional<Instant> parse_when(std::string_view text, Instant now) {
  if (const auto absolute = parse_rfc3339(text)) return absolute->at;
  Reader reader{text};
  if (reader.take("now")) return reader.at_end() ? std::optional{now} : std::nullopt;

  const bool is_future = reader.take("+");
  if (!is_future && !reader.take("-")) return std::nullopt;
  milliseconds distance{0};
  bool is_coarse = false;
  while (!reader.at_end()) {
    if (reader.take("@")) {
      const auto hour = reader.digits(2);
      const bool has_colon = reader.take(":");
      const auto minute = reader.digits(2);
      if (!hour || !has_colon || !minute || !reader.at_end() || *hour > 23 || *minute > 59) return std::nullopt;
      const auto day = floor<days>(now + kBaghdad + (is_future ? distance : -distance));
      return Instant{day} + hours{*hour} + minutes{*minute} - kBaghdad;
    }
    const auto count = reader.number();
    const auto part = count ? read_unit(reader, *count) : std::nullopt;
    if (!part) return std::nullopt;
    is_coarse = is_coarse || part->is_coarse;
    distance += part->length;
  }
  const Instant at = now + (is_future ? distance : -distance);
  return is_coarse ? Instant{floor<minutes>(at)} : at;
}

namespace {

std::optional<Instant> read_date(Reader& reader) {
  const auto year = reader.digits(4);
  const bool first_dash = reader.take("-");
  const auto month = reader.digits(2);
  const bool second_dash = reader.take("-");
  const auto day = reader.digits(2);
  if (!year || !first_dash || !month || !second_dash || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Instant{std::chrono::sys_days{date}};
}

std::optional<milliseconds> read_time_of_day(Reader& reader) {
  const auto hour = reader.digits(2);
  const bool first_colon = reader.take(":");
  const auto minute = reader.digits(2);
  const bool second_colon = reader.take(":");
  const auto second = reader.digits(2);
  if (!hour || !first_colon || !minute || !second_colon || !second) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  const milliseconds whole = hours{*hour} + minutes{*minute} + seconds{*second};
  if (!reader.take(".")) return whole;
  const auto fraction = read_fraction(reader);
  if (!fraction) return std::nullopt;
  return whole + *fraction;
}

std::optional<milliseconds> read_fraction(Reader& reader) {
  int count = 0;
  int value = 0;
  while (const auto digit = reader.digits(1)) {
    if (++count > 9) return std::nullopt;
    if (count <= 3) value = value * 10 + *digit;
  }
  if (count == 0) return std::nullopt;
  for (; count < 3; ++count) value *= 10;
  return milliseconds{value};
}

std::optional<minutes> read_offset(Reader& reader) {
  const bool is_east = reader.take("+");
  if (!is_east && !reader.take("-")) return std::nullopt;
  const auto hour = reader.digits(2);
  const bool has_colon = reader.take(":");
  const auto minute = reader.digits(2);
  if (!hour || !has_colon || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  const minutes offset = hours{*hour} + minutes{*minute};
  return is_east ? offset : -offset;
}

std::optional<Part> read_unit(Reader& reader, int count) {
  if (reader.take("ms")) return Part{milliseconds{count}, /*is_coarse=*/false};
  if (reader.take("s")) return Part{seconds{count}, /*is_coarse=*/false};
  if (reader.take("m")) return Part{minutes{count}, /*is_coarse=*/true};
  if (reader.take("h")) return Part{hours{count}, /*is_coarse=*/true};
  if (reader.take("d")) return Part{days{count}, /*is_coarse=*/true};
  return std::nullopt;
}

}  // namespace
}  // namespace campaignd::simulator
