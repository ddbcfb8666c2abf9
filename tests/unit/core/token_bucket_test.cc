#include "core/token_bucket.h"

#include <doctest/doctest.h>

#include <deque>
#include <limits>

namespace campaignd {
namespace {

using namespace std::chrono_literals;

constexpr MonotonicTime kBegin{1000s};

int taken_at(TokenBucket& bucket, MonotonicTime now) {
  int count = 0;
  while (count < 1000 && bucket.take(now)) ++count;
  return count;
}

TEST_CASE("a new bucket gives its burst at once, and not one more") {
  TokenBucket bucket(10, 4);
  CHECK(taken_at(bucket, kBegin) == 4);
  CHECK(bucket.next(kBegin) == kBegin + 100ms);
}

TEST_CASE("the next token comes when its time is there, not a microsecond before") {
  TokenBucket bucket(10, 4);
  taken_at(bucket, kBegin);
  CHECK_FALSE(bucket.take(kBegin + 100ms - 1us));
  CHECK(bucket.take(kBegin + 100ms));
  CHECK_FALSE(bucket.take(kBegin + 100ms));
}

TEST_CASE("a bucket that rests fills up to its burst and no further") {
  TokenBucket bucket(10, 4);
  taken_at(bucket, kBegin);
  CHECK(taken_at(bucket, kBegin + 250ms) == 2);
  CHECK(taken_at(bucket, kBegin + 24h) == 4);
}

TEST_CASE("what is asked for in vain costs nothing") {
  TokenBucket bucket(10, 1);
  CHECK(bucket.take(kBegin));
  for (int i = 0; i < 100; ++i) CHECK_FALSE(bucket.take(kBegin + 99ms));
  CHECK(bucket.take(kBegin + 100ms));
}

TEST_CASE("no second ever sees more than the rate and a burst, at rates that do not divide it evenly") {
  for (const double rate : {3.0, 7.0, 0.3, 999.9}) {
    CAPTURE(rate);
    constexpr int kBurst = 5;
    TokenBucket bucket(rate, kBurst);
    std::deque<MonotonicTime> last_second;
    MonotonicTime now = kBegin;
    for (int i = 0; i < 5000; ++i) {
      now = bucket.next(now);
      REQUIRE(bucket.take(now));
      last_second.push_back(now);
      while (last_second.front() <= now - 1s) last_second.pop_front();
      REQUIRE(static_cast<double>(last_second.size()) <= rate + kBurst);
    }
    // Over all of it not faster than the rate either, which rounding down would be.
    const std::chrono::duration<double> span = now - kBegin;
    CHECK(span.count() * rate >= 5000 - kBurst - 1e-6);
  }
}

TEST_CASE("a rate of 0 is no limit, and so is one that is no number or negative") {
  for (const double rate :
       {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(), -std::numeric_limits<double>::infinity()}) {
    CAPTURE(rate);
    TokenBucket bucket(rate, 1);
    CHECK(taken_at(bucket, kBegin) == 1000);
    CHECK(bucket.next(kBegin) == kBegin);
  }
}

TEST_CASE("the slowest and the fastest rates stay within their types") {
  for (const int burst : {160'000'000, std::numeric_limits<int>::max()}) {
    CAPTURE(burst);
    TokenBucket slow(std::numeric_limits<double>::denorm_min(), burst);
    CHECK(taken_at(slow, kBegin) == 1000);
  }
  TokenBucket slower(1e-300, 1);
  CHECK(slower.take(kBegin));
  CHECK(slower.next(kBegin) == kBegin + 24h);
  TokenBucket fast(std::numeric_limits<double>::infinity(), 1);
  CHECK(taken_at(fast, kBegin) == 1000);
  TokenBucket per_microsecond(1e6, 1);
  CHECK(per_microsecond.take(kBegin));
  CHECK(per_microsecond.next(kBegin) == kBegin + 1us);
}

TEST_CASE("a burst below one counts as one") {
  for (const int burst : {0, -7}) {
    TokenBucket bucket(1, burst);
    CHECK(taken_at(bucket, kBegin) == 1);
  }
}

}  // namespace
}  // namespace campaignd
