// The settings file.
#include <algorithm>

#include "adapters/yaml/settings_reader.h"
#include "fuzz/rule.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace campaignd;
  using fuzz::rule;
  const std::string bytes = fuzz::bytes_of(data, size);
  const SettingsReading understood = understand_settings("campaignd.yaml", bytes);
  const auto read = read_settings("campaignd.yaml", bytes);
  rule(read.has_value() == understood.errors.empty(), "settings count where nothing is wrong, and only there");
  rule(read || read.error() == understood.errors, "both ways to read settings find the same errors");
  rule(understood.errors.size() <= 101, "a file's errors are bounded");
  rule(!read || understood.unknown.empty(), "nothing of good settings is unknown");
  for (const Diagnostic& error : understood.errors) {
    rule(!error.message.empty(), "an error says what is wrong");
    rule(fuzz::is_calm(to_text(error)), "an error steers no terminal");
  }
  return 0;
}
