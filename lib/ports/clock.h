// What time it is. The only place that anything in the program may learn it from.
#pragma once

#include "core/instant.h"

namespace campaignd {

class Clock {
 public:
  virtual ~Clock() = default;

  // The machine's idea of UTC; it may jump either way between two calls. Any thread.
  [[nodiscard]] virtual WallTime wall_now() const = 0;

  // Never goes back; for durations, time-outs and retries. Any thread.
  [[nodiscard]] virtual MonotonicTime monotonic_now() const = 0;
};

}  // namespace campaignd
