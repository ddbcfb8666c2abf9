// Since when files are at rest. Told how everything stands at each look, it remembers when something was last seen to
// move. A change time is compared with the wall clock only once, at the first look that shows it, less what the wall
// clock was set forward by since the look before; from then on the monotonic clock counts, so that a clock that jumps
// neither makes a fresh change look old nor a change from the future look fresh for ever.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "adapters/files/standing.h"
#include "core/instant.h"

namespace campaignd {

class Rest {
 public:
  // What moved last, and when that was by the monotonic clock, as far as it can be known.
  struct LastMove {
    std::string name;
    MonotonicTime at{};
  };

  // Takes a look. Empty where there is nothing that could have moved.
  std::optional<LastMove> look(const Standing& standing, WallTime wall, MonotonicTime now);

 private:
  struct Seen {
    Stamp stamp;
    MonotonicTime moved{};
  };
  [[nodiscard]] MonotonicTime moved_at(const Stamp& stamp, WallTime wall, MonotonicTime now) const;

  std::map<std::string, Seen> seen_;                     // by path
  std::optional<std::chrono::microseconds> wall_ahead_;  // of the monotonic clock, at the last look
};

}  // namespace campaignd
