#include "core/retry.h"

#include <algorithm>

namespace campaignd {
namespace {
NextMove retry(const CallFailure& failure, int attempts, int retries, double chance);
}  // namespace

NextMove after_failure(const CallFailure& failure, CallPurpose purpose, int attempts, int retries, double chance) {
  switch (failure.kind) {
    case FailureKind::kNeverSent:
      return retry(failure, attempts, retries, chance);
    case FailureKind::kEffectUnknown:
      if (purpose == CallPurpose::kWrite) return ReadBack{};  // it may have been applied: look before repeating
      return retry(failure, attempts, retries, chance);
    case FailureKind::kRefused:
      if (purpose == CallPurpose::kWrite) return ReadBack{};
      return GiveUp{};
    case FailureKind::kUnauthorized:
      return StopEverything{};
    case FailureKind::kForbidden:
      if (purpose == CallPurpose::kWrite) return GiveUp{};
      return StopEverything{};
    case FailureKind::kNotFound:
    case FailureKind::kTls:
    case FailureKind::kWithheld:
      break;
  }
  return GiveUp{};
}

std::chrono::milliseconds wait_before_retry(const CallFailure& failure, int attempts, double chance) {
  auto ceiling = kFirstBackoff;
  for (int i = 1; i < attempts && ceiling < kLongestBackoff; ++i) ceiling *= 2;
  ceiling = std::min(ceiling, kLongestBackoff);
  const std::chrono::milliseconds backoff{
      static_cast<std::chrono::milliseconds::rep>(chance * static_cast<double>(ceiling.count()))};
  if (!failure.retry_after) return backoff;
  return std::max(backoff, std::clamp(*failure.retry_after, std::chrono::milliseconds(0), kLongestRetryAfter));
}

namespace {

NextMove retry(const CallFailure& failure, int attempts, int retries, double chance) {
  if (attempts > retries) return GiveUp{};
  return RetryAt{wait_before_retry(failure, attempts, chance)};
}

}  // namespace
}  // namespace campaignd
