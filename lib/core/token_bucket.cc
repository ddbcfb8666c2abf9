#include "core/token_bucket.h"

#include <algorithm>
#include <cmath>

namespace campaignd {
namespace {

// In microseconds. With these no sum below leaves its type, and every number is exact in a double.
constexpr double kSlowest = 86'400e6;  // between two tokens
constexpr double kDeepest = 9e15;      // some 285 years of tokens

}  // namespace

TokenBucket::TokenBucket(double per_second, int burst) {
  if (!(per_second > 0)) return;
  // Rounded up: a little slower than asked for, never faster.
  const double spacing = std::min(std::ceil(1e6 / per_second), kSlowest);
  const double depth = std::min(spacing * std::max(burst, 1), kDeepest);
  per_token_ = std::chrono::microseconds(static_cast<std::chrono::microseconds::rep>(spacing));
  depth_ = std::chrono::microseconds(static_cast<std::chrono::microseconds::rep>(depth));
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
