// A clock that stands still until a test moves it. Fault model: the wall clock may be set, forwards or back, without
// the monotonic one moving.
#pragma once

#include <atomic>
#include <chrono>

#include "ports/clock.h"

namespace campaignd {

class FakeClock final : public Clock {
 public:
  // 2026-11-23T09:00:00.000Z unless told.
  explicit FakeClock(WallTime start = WallTime{std::chrono::milliseconds{1'795'424'400'000}})
      : wall_(start.time_since_epoch().count()) {}

  [[nodiscard]] WallTime wall_now() const override { return WallTime{std::chrono::milliseconds{wall_.load()}}; }
  [[nodiscard]] MonotonicTime monotonic_now() const override {
    return MonotonicTime{std::chrono::microseconds{monotonic_.load()}};
  }

  // Time passes on both clocks.
  void advance(std::chrono::milliseconds span) {
    wall_ += span.count();
    monotonic_ += std::chrono::microseconds{span}.count();
  }

  // Somebody sets the machine's clock.
  void set_wall(WallTime now) { wall_ = now.time_since_epoch().count(); }

 private:
  std::atomic<std::int64_t> wall_;
  std::atomic<std::int64_t> monotonic_{1'000'000'000};
};

}  // namespace campaignd
