#include "adapters/systemd/notify.h"

#include <systemd/sd-daemon.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace campaignd {
namespace {

void tell(const std::string& state);
std::string status_of(std::string_view status);

}  // namespace

void Notify::ready(std::string_view status) {
  tell("READY=1\n" + status_of(status));
}

void Notify::reloading(MonotonicTime now) {
  tell("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(now.time_since_epoch().count()));
}

void Notify::stopping(std::string_view status) {
  tell("STOPPING=1\n" + status_of(status));
}
void Notify::status(std::string_view status) {
  tell(status_of(status));
}
void Notify::alive() {
  tell("WATCHDOG=1");
}

std::optional<std::chrono::microseconds> Notify::watchdog_timeout() {
  std::uint64_t usec = 0;
  if (::sd_watchdog_enabled(/*unset_environment=*/0, &usec) <= 0) return std::nullopt;
  return std::chrono::microseconds(usec);
}

namespace {

// A manager that does not listen is no trouble of ours.
void tell(const std::string& state) {
  static_cast<void>(::sd_notify(/*unset_environment=*/0, state.c_str()));
}

// A line break would begin another assignment: a name from outside could say READY.
std::string status_of(std::string_view status) {
  std::string line = "STATUS=" + std::string(status);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return line;
}

}  // namespace

}  // namespace campaignd
