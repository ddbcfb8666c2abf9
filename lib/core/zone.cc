#include "core/zone.h"

#include <date/tz.h>

#include <cstdint>
#include <cstdlib>
#include <vector>

#include "core/nearest.h"
#include "core/text_cursor.h"

namespace campaignd {

// The bridge to the date library, whose types stay out of the header.
struct ZoneData {
  static const date::time_zone* of(const Zone& zone) { return static_cast<const date::time_zone*>(zone.data_); }
};

namespace {

using std::chrono::seconds;
using DateLocal = date::local_time<seconds>;

// The date library reads the transitions of the zone files and not the rule behind them; the last transition of a zone
// that still changes its clocks is in 2037.
constexpr LocalTime kDataEnds{seconds{date::sys_days{date::year{2038} / 1 / 1}.time_since_epoch()}};

const date::time_zone* locate(std::string_view name);
seconds offset_at(WallTime instant, const Zone& zone);
Resolved resolve_in(LocalTime local, const date::time_zone& zone);
std::string padded(std::int64_t number, std::size_t width);

}  // namespace

std::optional<Zone> Zone::find(std::string_view name) {
  if (name == "UTC") return utc();
  // `localtime` is a link to this machine's zone: it means another zone on another machine.
  if (name == "localtime") return std::nullopt;
  const date::time_zone* const data = locate(name);
  if (data == nullptr) return std::nullopt;
  return Zone(data->name(), data);
}

// Without data of its own, so that it is there even where the machine has no zone data.
Zone Zone::utc() {
  return Zone("UTC", nullptr);
}

Resolved resolve(LocalTime local, const Zone& zone) {
  if (local >= kDataEnds) return BeyondData{};
  const date::time_zone* const data = ZoneData::of(zone);
  if (data == nullptr) return WallTime{local.time_since_epoch()};
  return resolve_in(local, *data);
}

LocalTime to_local(WallTime instant, const Zone& zone) {
  return LocalTime{std::chrono::floor<seconds>(instant.time_since_epoch()) + offset_at(instant, zone)};
}

std::string to_local_text(WallTime instant, const Zone& zone) {
  const seconds offset = offset_at(instant, zone);
  const auto local = instant.time_since_epoch() + offset;
  const auto day = date::floor<date::days>(local);
  const date::year_month_day date{date::sys_days{day}};
  const date::hh_mm_ss<std::chrono::milliseconds> time{local - day};
  std::string shown = padded(int{date.year()}, 4) + "-" + padded(static_cast<int>(unsigned{date.month()}), 2) + "-" +
                      padded(static_cast<int>(unsigned{date.day()}), 2) + " " + padded(time.hours().count(), 2) + ":" +
                      padded(time.minutes().count(), 2);
  const auto second = time.seconds().count();
  const auto millisecond = time.subseconds().count();
  if (second != 0 || millisecond != 0) shown += ":" + padded(second, 2);
  if (millisecond != 0) shown += "." + padded(millisecond, 3);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(offset).count();
  shown += minutes < 0 ? " -" : " +";
  return shown + padded(std::abs(minutes) / 60, 2) + ":" + padded(std::abs(minutes) % 60, 2);
}

std::optional<LocalTime> parse_local(std::string_view text) {
  TextCursor cursor{text};
  const auto year = cursor.digits(4);
  if (!year || !cursor.skip("-")) return std::nullopt;
  const auto month = cursor.digits(2);
  if (!month || !cursor.skip("-")) return std::nullopt;
  const auto day = cursor.digits(2);
  if (!day || (!cursor.skip("T") && !cursor.skip(" "))) return std::nullopt;
  const auto hour = cursor.digits(2);
  if (!hour || *hour > 23 || !cursor.skip(":")) return std::nullopt;
  const auto minute = cursor.digits(2);
  if (!minute || *minute > 59) return std::nullopt;
  std::optional<int> second = 0;
  if (cursor.skip(":")) {
    second = cursor.digits(2);
    if (!second || *second > 59) return std::nullopt;
    if (cursor.skip(".")) {
      const std::string_view fraction = cursor.digit_run();
      if (fraction.empty() || fraction.size() > 3 || fraction.find_first_not_of('0') != fraction.npos)
        return std::nullopt;
    }
  }
  const date::year_month_day date{date::year{*year}, date::month{static_cast<unsigned>(*month)},
                                  date::day{static_cast<unsigned>(*day)}};
  if (!cursor.is_at_end() || *year < 1970 || !date.ok()) return std::nullopt;
  return LocalTime{seconds{date::sys_days{date}.time_since_epoch()} + std::chrono::hours{*hour} +
                   std::chrono::minutes{*minute} + seconds{*second}};
}

std::optional<std::string> nearest_zone(std::string_view name) {
  try {
    std::vector<std::string_view> names;
    for (const auto& zone : date::get_tzdb().zones) {
      if (zone.name() != "localtime") names.emplace_back(zone.name());
    }
    if (const auto found = nearest(name, names)) return std::string(*found);
    // A city alone is the commonest way to write a zone that does not exist.
    for (const auto known : names) {
      const auto slash = known.rfind('/');
      if (slash == std::string_view::npos) continue;
      const auto city = known.substr(slash + 1);
      if (city.size() == name.size() && edit_distance(name, city) == 0) return std::string(known);
    }
  } catch (const std::exception&) {
    return std::nullopt;  // no zone data on this machine
  }
  return std::nullopt;
}

namespace {

// Null where there is no such zone, or its file cannot be read: zones are read when first asked about, so one is.
const date::time_zone* locate(std::string_view name) {
  try {
    const date::time_zone* const zone = date::locate_zone(std::string(name));
    static_cast<void>(zone->get_info(date::sys_seconds{}));
    return zone;
  } catch (const std::exception&) {
    return nullptr;
  }
}

seconds offset_at(WallTime instant, const Zone& zone) {
  const date::time_zone* const data = ZoneData::of(zone);
  if (data == nullptr) return seconds{0};
  return data->get_info(date::floor<seconds>(instant)).offset;
}

Resolved resolve_in(LocalTime local, const date::time_zone& zone) {
  const auto info = zone.get_info(DateLocal{local.time_since_epoch()});
  const auto with = [&](const date::sys_info& regime) { return WallTime{local.time_since_epoch() - regime.offset}; };
  switch (info.result) {
    case date::local_info::nonexistent:
      return Skipped{WallTime{info.first.end} - seconds{1}, WallTime{info.first.end}};
    case date::local_info::ambiguous:
      return Doubled{with(info.first), with(info.second)};
    default:
      return with(info.first);
  }
}

std::string padded(std::int64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

}  // namespace
}  // namespace campaignd
