#include "assembly/reading_ahead.h"

#include <chrono>
#include <utility>
#include <variant>

#include "adapters/clock/system_clock.h"
#include "adapters/files/file_source.h"
#include "adapters/files/open_writers.h"
#include "adapters/systemd/signals_blocked.h"
#include "adapters/yaml/desired_state_reader.h"

namespace campaignd {

ReadingAhead::ReadingAhead(const std::string& path) {
  const SignalsBlocked blocked;
  reading_ = std::async(std::launch::async, [path] { return read(path); });
}

tl::expected<DesiredState, Diagnostics> ReadingAhead::parse(const SourceText& text) {
  if (reading_.valid()) {
    auto parsed = reading_.get();
    if (parsed && parsed->text.files == text.files) return std::move(parsed->meaning);
  }
  return read_desired_state(text);
}

std::optional<ReadingAhead::Parsed> ReadingAhead::read(const std::string& path) {
  const SystemClock clock;
  const OpenWriters writers{};
  auto reading = FileSource(path, std::chrono::milliseconds(0), clock, writers).read();
  auto* const text = std::get_if<SourceText>(&reading);
  if (text == nullptr) return std::nullopt;
  auto meaning = read_desired_state(*text);
  return Parsed{std::move(*text), std::move(meaning)};
}

}  // namespace campaignd
