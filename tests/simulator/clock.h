// The simulator's clock: the machine's, moved by an offset, or standing still. What it says is the API's time, in the
// `Date` header too. It may be moved back; nothing that has happened is undone by that. Not thread-safe.
#pragma once

#include <optional>

#include "simulator/instant.h"
#include "simulator/json.h"

namespace campaignd::simulator {

class MovableClock {
 public:
  [[nodiscard]] Instant now(Instant machine) const { return frozen_at_ ? *frozen_at_ : machine + offset_; }
  [[nodiscard]] std::chrono::milliseconds offset(Instant machine) const { return now(machine) - machine; }
  [[nodiscard]] bool is_frozen() const { return frozen_at_.has_value(); }

  void set(Instant to, Instant machine);
  void advance(std::chrono::milliseconds by, Instant machine) { set(now(machine) + by, machine); }
  void freeze(Instant machine) { frozen_at_ = now(machine); }
  void thaw(Instant machine);

 private:
  std::chrono::milliseconds offset_{0};
  std::optional<Instant> frozen_at_;
};

// A control call's body: {"offsetMs": n}, {"advanceMs": n}, {"set": RFC 3339 or relative}, {"frozen": bool}, together
// in that order. What was wrong, or absent.
[[nodiscard]] std::optional<std::string> move_clock(MovableClock& clock, const Json& how, Instant machine);

}  // namespace campaignd::simulator
