#include "core/zone.h"

#include <date/tz.h>

#include <stdexcept>

namespace campaignd {

// What only this file knows: the database entry behind a Zone.
struct ZoneData {
  static const date::time_zone& of(const Zone& zone) { return *static_cast<const date::time_zone*>(zone.data_); }
};

std::optional<Zone> Zone::find(std::string_view name) {
  try {
    return Zone(std::string(name), date::locate_zone(std::string(name)));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

Zone Zone::utc() {
  return Zone("UTC", date::locate_zone("UTC"));
}

Resolved resolve(LocalTime local, const Zone& zone) {
  const date::local_seconds wall(local.time_since_epoch());
  // The rules of the last year in the zone data are not carried on by the library, so that later instants would be
  // wrong by an hour.
  if (wall >= date::local_days(date::year(2038) / 1 / 1)) return BeyondData{};
  const date::local_info info = ZoneData::of(zone).get_info(wall);
  const auto instant = [&](const date::sys_info& side) {
    return WallTime(std::chrono::milliseconds(wall.time_since_epoch() - side.offset));
  };
  switch (info.result) {
    case date::local_info::nonexistent:
      return Skipped{WallTime(info.first.end) - std::chrono::seconds(1), WallTime(info.first.end)};
    case date::local_info::ambiguous:
      return Doubled{instant(info.first), instant(info.second)};
    default:
      return instant(info.first);
  }
}

LocalTime to_local(WallTime instant, const Zone& zone) {
  const auto local = ZoneData::of(zone).to_local(date::floor<std::chrono::seconds>(instant));
  return LocalTime(local.time_since_epoch());
}

std::string to_local_text(WallTime instant, const Zone& zone) {
  const date::zoned_time<std::chrono::milliseconds> local(&ZoneData::of(zone), instant);
  const auto below_minute = instant - date::floor<std::chrono::minutes>(instant);
  if (below_minute == std::chrono::milliseconds::zero()) return date::format("%F %H:%M %Ez", local);
  if (below_minute % std::chrono::seconds(1) == std::chrono::milliseconds::zero()) {
    const date::zoned_time<std::chrono::seconds> whole(&ZoneData::of(zone), date::floor<std::chrono::seconds>(instant));
    return date::format("%F %T %Ez", whole);
  }
  return date::format("%F %T %Ez", local);
}

std::optional<LocalTime> parse_local(std::string_view text) {
  // `YYYY-MM-DD HH:MM` is 16 characters, with seconds 19, with a fraction of zeros up to 23. Made whole, it is read
  // like any other RFC 3339 text, as if it were UTC.
  if (text.size() < 16 || (text[10] != ' ' && text[10] != 'T')) return std::nullopt;
  std::string whole(text);
  whole[10] = 'T';
  if (whole.size() == 16) whole += ":00";
  if (whole.size() > 19) {
    if (whole[19] != '.' || whole.size() == 20 || whole.size() > 23) return std::nullopt;
    if (whole.find_first_not_of('0', 20) != std::string::npos) return std::nullopt;
  }
  const auto instant = parse_rfc3339(whole + 'Z');
  if (!instant) return std::nullopt;
  return LocalTime(std::chrono::duration_cast<std::chrono::seconds>(instant->time_since_epoch()));
}

}  // namespace campaignd
