// An event loop that a test runs, and that ends the test where nothing else does.
#pragma once

#include <doctest/doctest.h>

#include <chrono>

#include "adapters/clock/system_clock.h"
#include "adapters/systemd/event_loop.h"

namespace campaignd::testing {

class GuardedLoop {
 public:
  EventLoop loop;

  // Until something stops it; a failure where nothing has after 20 s.
  void run() {
    bool is_late = false;
    EventLoop::Timer deadline = loop.monotonic_timer([&] {
      is_late = true;
      loop.stop();
    });
    deadline.set(SystemClock().monotonic_now() + std::chrono::seconds(20));
    loop.run();
    REQUIRE_FALSE(is_late);
  }
};

}  // namespace campaignd::testing
