// What the service tells systemd about itself (sd_notify(3)). Without $NOTIFY_SOCKET every call does nothing. Any
// thread.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "core/instant.h"

namespace campaignd {

class Notify {
 public:
  void ready(std::string_view status);
  void reloading(MonotonicTime now);  // to be followed by `ready`
  void stopping(std::string_view status);
  void status(std::string_view status);  // one line for people
  void alive();                          // feeds the watchdog

  // Within which time the watchdog wants to be fed; empty where there is none for this process.
  [[nodiscard]] static std::optional<std::chrono::microseconds> watchdog_timeout();
};

}  // namespace campaignd
