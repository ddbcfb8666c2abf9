// The table "When the API says no", row by row.
#include "core/retry.h"

#include <doctest/doctest.h>

namespace campaignd {
namespace {

using namespace std::chrono_literals;

CallFailure failure_of_kind(FailureKind kind, std::optional<std::chrono::milliseconds> retry_after = {}) {
  return {kind, 0, "", retry_after};
}

std::chrono::milliseconds wait_after(int attempts, double chance,
                                     std::optional<std::chrono::milliseconds> retry_after = {}) {
  return wait_before_retry(failure_of_kind(FailureKind::kNeverSent, retry_after), attempts, chance);
}

TEST_CASE("what follows from each kind of failure, for a read and for a write") {
  struct Following {
    FailureKind kind;
    NextMove read, write;
  };
  constexpr RetryAt kAgain{125ms};  // half of the first backoff
  for (const Following& row : {
           Following{FailureKind::kNeverSent, kAgain, kAgain},
           Following{FailureKind::kEffectUnknown, kAgain, ReadBack{}},
           Following{FailureKind::kRefused, GiveUp{}, ReadBack{}},
           Following{FailureKind::kUnauthorized, StopEverything{}, StopEverything{}},
           Following{FailureKind::kForbidden, StopEverything{}, GiveUp{}},
           Following{FailureKind::kNotFound, GiveUp{}, GiveUp{}},
           Following{FailureKind::kTls, GiveUp{}, GiveUp{}},
           Following{FailureKind::kWithheld, GiveUp{}, GiveUp{}},
       }) {
    CAPTURE(static_cast<int>(row.kind));
    CHECK(after_failure(failure_of_kind(row.kind), CallPurpose::kRead, 1, 4, 0.5) == row.read);
    CHECK(after_failure(failure_of_kind(row.kind), CallPurpose::kWrite, 1, 4, 0.5) == row.write);
  }
}

TEST_CASE("as many retries as allowed, and not one more") {
  const auto move = [](int attempts, int retries) {
    return after_failure(failure_of_kind(FailureKind::kNeverSent), CallPurpose::kRead, attempts, retries, 0);
  };
  CHECK(move(4, 4) == NextMove(RetryAt{0ms}));
  CHECK(move(5, 4) == NextMove(GiveUp{}));
  CHECK(move(1, 1) == NextMove(RetryAt{0ms}));
  CHECK(move(1, 0) == NextMove(GiveUp{}));
}

TEST_CASE("a write of unknown effect is read back however often it was tried") {
  CHECK(after_failure(failure_of_kind(FailureKind::kEffectUnknown), CallPurpose::kWrite, 100, 0, 0) ==
        NextMove(ReadBack{}));
}

TEST_CASE("the backoff doubles from 250 ms and stays at 30 s") {
  constexpr double kHalf = 0.5;
  CHECK(wait_after(1, kHalf) == 125ms);
  CHECK(wait_after(2, kHalf) == 250ms);
  CHECK(wait_after(3, kHalf) == 500ms);
  CHECK(wait_after(7, kHalf) == 8s);   // of 16 s
  CHECK(wait_after(8, kHalf) == 15s);  // 32 s would be too long
  CHECK(wait_after(9, kHalf) == 15s);
  CHECK(wait_after(1'000'000'000, kHalf) == 15s);
}

TEST_CASE("the jitter is full: from nothing to just below the whole") {
  CHECK(wait_after(5, 0) == 0ms);
  CHECK(wait_after(1, 0.999) == 249ms);
  CHECK(wait_after(20, 0.9999) == 29'997ms);
}

TEST_CASE("Retry-After is waited for, never shortened by the backoff, and counts up to 15 minutes") {
  CHECK(wait_after(1, 0, 1s) == 1s);
  CHECK(wait_after(1, 0.5, 0ms) == 125ms);
  CHECK(wait_after(1, 0.5, 124ms) == 125ms);
  CHECK(wait_after(1, 0.5, 126ms) == 126ms);
  CHECK(wait_after(8, 0.5, 1s) == 15s);
  CHECK(wait_after(1, 0, 15min) == 15min);
  CHECK(wait_after(1, 0, 15min + 1ms) == 15min);
  CHECK(wait_after(1, 0, std::chrono::milliseconds::max()) == 15min);
  CHECK(wait_after(1, 0, -1s) == 0ms);
  CHECK(wait_after(1, 0, std::chrono::milliseconds::min()) == 0ms);
}

}  // namespace
}  // namespace campaignd
