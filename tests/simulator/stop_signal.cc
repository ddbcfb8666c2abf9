#include "simulator/stop_signal.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <ctime>
#include <system_error>

namespace campaignd::simulator {

StopSignal::StopSignal() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (descriptor_ < 0) throw std::system_error{errno, std::generic_category(), "eventfd"};
}

StopSignal::~StopSignal() {
  close(descriptor_);
}

void StopSignal::set() {
  is_set_ = true;
  const std::uint64_t one = 1;
  static_cast<void>(write(descriptor_, &one, sizeof one) < 0);  // it can only be full of ones
}

void StopSignal::wait_until(std::chrono::steady_clock::time_point when) const {
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(when - std::chrono::steady_clock::now());
    if (left.count() <= 0 || is_set()) return;
    pollfd waited{descriptor_, POLLIN, 0};
    timespec timeout{};
    timeout.tv_sec = static_cast<time_t>(left.count() / 1'000'000'000);
    timeout.tv_nsec = static_cast<long>(left.count() % 1'000'000'000);
    ppoll(&waited, 1, &timeout, nullptr);  // by the nanosecond: a delay of 20 ms is not to become 21
  }
}

}  // namespace campaignd::simulator
