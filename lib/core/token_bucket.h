// How often something may happen: a steady rate with a burst. Pure: it is told what time it is. It does not wait.
#pragma once

#include "core/instant.h"

namespace campaignd {

class TokenBucket {
 public:
  // `per_second` 0: unlimited; slower than once a day counts as that. `burst` is at least 1; a new bucket is full.
  TokenBucket(double per_second, int burst);

  // When the next token can be taken: `now` or earlier where one is there already.
  [[nodiscard]] MonotonicTime next(MonotonicTime now) const;

  // Takes a token where one is there at `now`.
  bool take(MonotonicTime now);

 private:
  // The instant at which the bucket would be full again; it is as empty as that lies ahead. No fractions are kept, so
  // nothing is lost by rounding over a long life.
  MonotonicTime full_at_{};
  std::chrono::microseconds per_token_{0};
  std::chrono::microseconds depth_{0};
};

}  // namespace campaignd
