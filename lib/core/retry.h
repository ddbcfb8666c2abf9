// What follows from a failed call: the table "When the API says no" as a function. Pure: the chance is passed in, and
// waits are spans, so that nothing here knows a clock. What a wait does to the rest of a reconcile is not decided here.
#pragma once

#include <chrono>
#include <cstdint>
#include <variant>

#include "core/call_failure.h"

namespace campaignd {

enum class CallPurpose : std::uint8_t { kRead, kWrite };

// It had no effect: send it again when `wait` is over.
struct RetryAt {
  std::chrono::milliseconds wait{0};
  friend bool operator==(const RetryAt&, const RetryAt&) = default;
};
// A write whose effect is unknown, or which was refused: look at the campaign before anything else.
struct ReadBack {
  friend bool operator==(const ReadBack&, const ReadBack&) = default;
};
// Not again in this reconcile.
struct GiveUp {
  friend bool operator==(const GiveUp&, const GiveUp&) = default;
};
// The key or the address is not accepted: no further call of any kind.
struct StopEverything {
  friend bool operator==(const StopEverything&, const StopEverything&) = default;
};
using NextMove = std::variant<RetryAt, ReadBack, GiveUp, StopEverything>;

inline constexpr std::chrono::milliseconds kFirstBackoff{250};
inline constexpr std::chrono::milliseconds kLongestBackoff = std::chrono::seconds(30);
inline constexpr std::chrono::milliseconds kLongestRetryAfter = std::chrono::minutes(15);

// After the `attempts`-th attempt (from 1) failed, where `retries` are allowed after the first. `chance` is in [0, 1).
// A 403 to a write is given up; whether a second one stops everything is the caller's to count.
NextMove after_failure(const CallFailure& failure, CallPurpose purpose, int attempts, int retries, double chance);

// Full jitter: a share of 250 ms, doubled with every attempt, at most 30 s; never before `retry_after`, which counts up
// to 15 minutes.
std::chrono::milliseconds wait_before_retry(const CallFailure& failure, int attempts, double chance);

}  // namespace campaignd
