#include "check_config.h"

#include <cstdio>
#include <string>
#include <variant>

#include "adapters/clock/system_clock.h"
#include "adapters/files/file_source.h"
#include "adapters/files/open_writers.h"
#include "adapters/yaml/desired_state_reader.h"
#include "assembly/settings_loading.h"
#include "exit_code.h"

namespace campaignd {
namespace {

Diagnostics errors_of_desired_state(const std::string& path);
void print(const Diagnostics& errors);

}  // namespace

int check_config(const Options& options, const Environment& environment) {
  const auto settings = load_settings(options.settings_file, environment);
  if (!settings) print(settings.error());
  // Where the settings are broken, the key and the file that they would name are unknown, or guesses.
  if (!settings) return kExitConfig;
  const auto key = load_api_key(*settings, environment);
  if (!key) print({key.error()});
  const Diagnostics errors = errors_of_desired_state(settings->desired_state);
  print(errors);
  if (!key) return kExitConfig;
  if (!errors.empty()) return kExitError;
  std::fprintf(stderr, "%s: settings, key and %s can be used\n", options.settings_file.c_str(),
               settings->desired_state.c_str());
  return kExitOk;
}

namespace {

Diagnostics errors_of_desired_state(const std::string& path) {
  const SystemClock clock;
  const OpenWriters writers;
  // No debounce: this looks at what there is now, for somebody who waits for the answer.
  FileSource source(path, milliseconds(0), clock, writers);
  const auto reading = source.read();
  if (const auto* unreadable = std::get_if<SourceUnreadable>(&reading)) return unreadable->errors;
  if (const auto* unsettled = std::get_if<Unsettled>(&reading)) {
    return {{Severity::kError, path, 0, 0, "is being written: " + unsettled->waiting_for}};
  }
  const auto desired = read_desired_state(std::get<SourceText>(reading));
  return desired ? Diagnostics{} : desired.error();
}

void print(const Diagnostics& errors) {
  for (const Diagnostic& error : errors) std::fprintf(stderr, "%s\n", to_text(error).c_str());
}

}  // namespace
}  // namespace campaignd
