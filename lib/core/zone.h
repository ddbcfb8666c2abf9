// Local times and the zones they are told in, through the system's zone data (read once, at start).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/instant.h"

namespace campaignd {

// A date and a time of day as a person writes them, before a zone gives them meaning.
using LocalTime = std::chrono::time_point<struct LocalClock, std::chrono::seconds>;

// Nobody's clock: it only makes LocalTime a type of its own. Seconds since 1970-01-01T00:00 as the wall showed it.
struct LocalClock {
  using duration = std::chrono::seconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = LocalTime;
  static constexpr bool is_steady = false;
};

// A zone of the system's database by its IANA name.
class Zone {
 public:
  // Empty where the database has no zone of that name.
  static std::optional<Zone> find(std::string_view name);
  static Zone utc();

  [[nodiscard]] const std::string& name() const { return name_; }
  friend bool operator==(const Zone& a, const Zone& b) { return a.name_ == b.name_; }

 private:
  explicit Zone(std::string name, const void* data) : name_(std::move(name)), data_(data) {}
  std::string name_;
  const void* data_;  // the database's own entry; it lives as long as the process
  friend struct ZoneData;
};

// What a local time can turn out to be. `Skipped`: the clocks jump over it (both instants are around the jump: one
// second before it, and the first after it). `Doubled`: it happens twice. `BeyondData`: after 2037, where the zone data
// that we can read ends.
struct Skipped {
  WallTime before, after;
};
struct Doubled {
  WallTime first, second;
};
struct BeyondData {};
using Resolved = std::variant<WallTime, Skipped, Doubled, BeyondData>;

Resolved resolve(LocalTime local, const Zone& zone);

LocalTime to_local(WallTime instant, const Zone& zone);

// `2026-12-01 18:00 +03:00`; seconds (and milliseconds) only where they are not zero.
std::string to_local_text(WallTime instant, const Zone& zone);

// `YYYY-MM-DD[ T]HH:MM[:SS[.000]]` (one to three zeros), the whole text; empty otherwise and for what no calendar has.
std::optional<LocalTime> parse_local(std::string_view text);

// The zone that a mistyped name, or a city alone, most likely stands for; empty where none is near.
std::optional<std::string> nearest_zone(std::string_view name);

}  // namespace campaignd
