// Timers on both clocks. The machine's clock is not set by a test: that a wall timer follows it is the kernel's
// promise (an absolute CLOCK_REALTIME timer).
#include <doctest/doctest.h>

#include <string>

#include "guarded_loop.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

constexpr auto kSoon = std::chrono::milliseconds(30);

}  // namespace

TEST_CASE("a timer rings once, not before its time, and is off then") {
  GuardedLoop guarded;
  const SystemClock clock;
  int rings = 0;
  SUBCASE("monotonic") {
    const MonotonicTime due = clock.monotonic_now() + kSoon;
    EventLoop::Timer timer = guarded.loop.monotonic_timer([&] {
      ++rings;
      CHECK(clock.monotonic_now() >= due);
      CHECK_FALSE(timer.is_set());
      guarded.loop.stop();
    });
    CHECK_FALSE(timer.is_set());
    timer.set(due);
    CHECK(timer.is_set());
    guarded.run();
  }
  SUBCASE("wall") {
    const WallTime due = clock.wall_now() + kSoon;
    EventLoop::Timer timer = guarded.loop.wall_timer([&] {
      ++rings;
      CHECK(clock.wall_now() >= due);
      CHECK_FALSE(timer.is_set());
      guarded.loop.stop();
    });
    timer.set(due);
    guarded.run();
  }
  CHECK(rings == 1);
}

TEST_CASE("a time that is past already rings at once, however long ago it was") {
  GuardedLoop guarded;
  std::string rang;
  EventLoop::Timer monotonic = guarded.loop.monotonic_timer([&] { rang += "m"; });
  EventLoop::Timer wall = guarded.loop.wall_timer([&] { rang += "w"; });
  SUBCASE("a little") {
    monotonic.set(SystemClock().monotonic_now() - kSoon);
    wall.set(SystemClock().wall_now() - kSoon);
  }
  SUBCASE("at the beginning of time") {
    monotonic.set(MonotonicTime{});
    wall.set(WallTime{});
  }
  SUBCASE("before it") {
    monotonic.set(MonotonicTime::min());
    wall.set(WallTime{-std::chrono::hours(1)});
  }
  EventLoop::Timer end = guarded.loop.monotonic_timer([&] { guarded.loop.stop(); });
  end.set(SystemClock().monotonic_now() + kSoon);
  guarded.run();
  CHECK((rang == "mw" || rang == "wm"));
}

TEST_CASE("a timer that is set anew rings at the new time, one that is turned off or dropped does not ring") {
  GuardedLoop guarded;
  const MonotonicTime now = SystemClock().monotonic_now();
  std::string rang;
  EventLoop::Timer moved = guarded.loop.monotonic_timer([&] { rang += "moved "; });
  EventLoop::Timer turned_off = guarded.loop.monotonic_timer([&] { rang += "turned off "; });
  EventLoop::Timer far = guarded.loop.wall_timer([&] { rang += "far "; });
  EventLoop::Timer end = guarded.loop.monotonic_timer([&] { guarded.loop.stop(); });
  {
    EventLoop::Timer dropped = guarded.loop.monotonic_timer([&] { rang += "dropped "; });
    dropped.set(now + kSoon);
  }
  moved.set(now + std::chrono::hours(1));
  moved.set(now + kSoon);
  turned_off.set(now + kSoon);
  turned_off.off();
  CHECK_FALSE(turned_off.is_set());
  far.set(SystemClock().wall_now() + std::chrono::hours(24 * 400));
  end.set(now + 2 * kSoon);

  guarded.run();

  CHECK(rang == "moved ");
  CHECK(far.is_set());
}

TEST_CASE("a clock that nobody sets wakes nobody") {
  GuardedLoop guarded;
  bool is_set = false;
  const auto watch = guarded.loop.on_clock_set([&] { is_set = true; });
  EventLoop::Timer end = guarded.loop.monotonic_timer([&] { guarded.loop.stop(); });
  end.set(SystemClock().monotonic_now() + kSoon);
  guarded.run();
  CHECK_FALSE(is_set);
}
