#include "simulator/clock.h"

#include <cstdint>
#include <string>

namespace campaignd::simulator {

void MovableClock::set(Instant to, Instant machine) {
  if (frozen_at_) frozen_at_ = to;
  offset_ = to - machine;
}

void MovableClock::thaw(Instant machine) {
  offset_ = offset(machine);
  frozen_at_.reset();
}

std::optional<std::string> move_clock(MovableClock& clock, const Json& how, Instant machine) {
  // A thousand years either way keeps every sum within range.
  constexpr std::int64_t kMostMs = 1000LL * 366 * 24 * 3600 * 1000;
  if (!how.is_object()) return "an object is expected";
  for (const auto& [key, value] : how.items()) {
    if (key == "offsetMs" || key == "advanceMs") {
      const bool is_sane =
          value.is_number_integer() && value.get<double>() < kMostMs && value.get<double>() > -double{kMostMs};
      if (!is_sane) return "\"" + key + "\" takes milliseconds";
      const std::chrono::milliseconds distance{value.get<std::int64_t>()};
      if (key == "offsetMs") {
        clock.set(machine + distance, machine);
      } else {
        clock.advance(distance, machine);
      }
    } else if (key == "set") {
      const auto at = value.is_string() ? parse_when(value.get<std::string>(), clock.now(machine)) : std::nullopt;
      if (!at) return "\"set\" takes a time";
      clock.set(*at, machine);
    } else if (key == "frozen" && value.is_boolean()) {
      if (value.get<bool>()) {
        clock.freeze(machine);
      } else {
        clock.thaw(machine);
      }
    } else {
      return "unknown field \"" + key + "\"";
    }
  }
  return std::nullopt;
}

}  // namespace campaignd::simulator
