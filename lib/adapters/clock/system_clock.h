// The machine's own clocks. No state; any thread.
#pragma once

#include "ports/clock.h"

namespace campaignd {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall_now() const override;
  [[nodiscard]] MonotonicTime monotonic_now() const override;
};

}  // namespace campaignd
