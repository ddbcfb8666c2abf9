// Whether somebody sets the machine's clock (some hosts set their guests' many times a second): the service looks
// again each time, and a test that wants it to rest has nothing to see.
#pragma once

#include <sys/timerfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <limits>

namespace campaignd::testing {

class ClockSteps {
 public:
  ClockSteps() : timer_(::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC)) { arm(); }
  ~ClockSteps() { ::close(timer_); }
  ClockSteps(const ClockSteps&) = delete;
  ClockSteps& operator=(const ClockSteps&) = delete;

  // Since the last call.
  bool any() {
    std::uint64_t expired = 0;
    const bool was_set = ::read(timer_, &expired, sizeof expired) < 0 && errno == ECANCELED;
    if (was_set) arm();
    return was_set;
  }

 private:
  void arm() const {
    itimerspec never{};
    never.it_value.tv_sec = std::numeric_limits<std::int32_t>::max();
    ::timerfd_settime(timer_, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr);
  }

  int timer_;
};

}  // namespace campaignd::testing
