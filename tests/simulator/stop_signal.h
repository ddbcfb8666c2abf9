// One flag that wakes every thread that waits for it, in poll() beside a socket or by itself. Once set it stays set.
#pragma once

#include <atomic>
#include <chrono>

namespace campaignd::simulator {

class StopSignal {
 public:
  StopSignal();  // throws std::system_error
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  void set();
  [[nodiscard]] bool is_set() const { return is_set_.load(); }
  [[nodiscard]] int descriptor() const { return descriptor_; }  // readable once it is set

  // Returns at `when`, or sooner where it is set.
  void wait_until(std::chrono::steady_clock::time_point when) const;

 private:
  int descriptor_;
  std::atomic<bool> is_set_{false};
};

}  // namespace campaignd::simulator
