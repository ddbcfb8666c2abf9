#include "assembly/read_now.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <variant>

#include "adapters/clock/system_clock.h"
#include "adapters/files/file_source.h"
#include "adapters/files/open_writers.h"

namespace campaignd {
namespace {

constexpr auto kPatience = std::chrono::milliseconds(500);

}  // namespace

Source::Reading read_now(const std::string& path) {
  const SystemClock clock;
  const OpenWriters writers{};
  FileSource source(path, std::chrono::milliseconds(0), clock, writers);
  const MonotonicTime patience_ends = clock.monotonic_now() + kPatience;
  for (;;) {
    auto reading = source.read();
    const auto* const unsettled = std::get_if<Unsettled>(&reading);
    const MonotonicTime now = clock.monotonic_now();
    if (unsettled == nullptr || now >= patience_ends) return reading;
    std::this_thread::sleep_for(std::min(unsettled->look_again, patience_ends) - now);
  }
}

}  // namespace campaignd
