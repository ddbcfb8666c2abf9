// Whether the worker still gets on. It beats whenever it does something that can take long, and says until when it is
// content to wait; who watches compares that with the time. Any thread.
#pragma once

#include <atomic>
#include <chrono>

#include "core/instant.h"

namespace campaignd {

class Heartbeat {
 public:
  // The worker is at work, and will be heard of again by `due` and what a call may take.
  void beat(MonotonicTime due) { due_.store(due.time_since_epoch().count(), std::memory_order_relaxed); }

  // It has nothing to do, and may stay silent.
  void rest() { due_.store(kResting, std::memory_order_relaxed); }

  // Whether it should have been heard of more than `patience` ago.
  [[nodiscard]] bool stands_still(MonotonicTime now, std::chrono::milliseconds patience) const {
    const auto due = due_.load(std::memory_order_relaxed);
    return due != kResting && now - MonotonicTime(MonotonicTime::duration(due)) > patience;
  }

 private:
  static constexpr MonotonicTime::rep kResting = -1;
  std::atomic<MonotonicTime::rep> due_{kResting};
};

}  // namespace campaignd
