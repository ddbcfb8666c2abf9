// What keeps campaignd from making a plan's changes, whatever stands in the plan. A value.
#pragma once

#include <string>

namespace campaignd {

struct Standstill {
  std::string state =
      "running";        // a stable word: `not-running`, `dry-run`, `clone`, `frozen`, `paused`, `unrecorded`, `held`
  std::string because;  // sentences for people; empty: nothing keeps it
  bool disarms = true;  // what the file takes off the clock is taken off all the same

  [[nodiscard]] bool holds() const { return !because.empty(); }
};

}  // namespace campaignd
