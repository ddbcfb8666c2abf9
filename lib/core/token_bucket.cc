#include "core/token_bucket.h"

#include <algorithm>

namespace campaignd {

TokenBucket::TokenBucket(double per_second, int burst) {
  if (per_second <= 0) return;
  per_token_ = std::chrono::microseconds(static_cast<std::chrono::microseconds::rep>(1e6 / per_second));
  depth_ = per_token_ * std::max(burst, 1);
}

MonotonicTime TokenBucket::next(MonotonicTime now) const {
  const MonotonicTime at = full_at_ - (depth_ - per_token_);
  return std::max(at, now);
}

bool TokenBucket::take(MonotonicTime now) {
  if (next(now) > now) return false;
  full_at_ = std::max(full_at_, now) + per_token_;
  return true;
}

}  // namespace campaignd
