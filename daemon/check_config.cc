#include "check_config.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <variant>

#include "adapters/yaml/desired_state_reader.h"
#include "assembly/read_now.h"
#include "assembly/settings_loading.h"
#include "exit_code.h"

namespace campaignd {
namespace {

Diagnostics errors_of_key(const SettingsReading& reading, const Environment& environment);
Diagnostics errors_of_state_directory(const Settings& settings, const Environment& environment);
Diagnostics errors_of_desired_state(const std::string& path);
void print(const Diagnostics& errors);

}  // namespace

// Where the settings are broken, what they do not name for certain is not looked at: it would be a guess.
int check_config(const Options& options, const Environment& environment) {
  const SettingsReading reading = look_at_settings(options.settings_file, environment);
  const Settings& settings = reading.settings;
  const Diagnostics of_key = reading.knows(kKeyFileKey) ? errors_of_key(reading, environment) : Diagnostics{};
  const Diagnostics of_state =
      reading.knows(kStateDirectoryKey) ? errors_of_state_directory(settings, environment) : Diagnostics{};
  const Diagnostics of_desired =
      reading.knows(kDesiredStateKey) ? errors_of_desired_state(settings.desired_state) : Diagnostics{};
  for (const Diagnostics* errors : {&reading.errors, &of_key, &of_state, &of_desired}) print(*errors);
  if (!reading.errors.empty() || !of_key.empty()) return kExitConfig;
  const auto is_error = [](const Diagnostic& found) { return found.severity == Severity::kError; };
  if (std::any_of(of_state.begin(), of_state.end(), is_error) || !of_desired.empty()) return kExitError;
  std::fprintf(stderr, "%s: settings, key and %s can be used\n", options.settings_file.c_str(),
               settings.desired_state.c_str());
  return kExitOk;
}

namespace {

Diagnostics errors_of_key(const SettingsReading& reading, const Environment& environment) {
  const auto key = load_api_key(reading.settings, environment);
  return key ? Diagnostics{} : Diagnostics{key.error()};
}

// It is not locked, because a service may be at work. One that nobody named is made by systemd when the service starts.
Diagnostics errors_of_state_directory(const Settings& settings, const Environment& environment) {
  const std::string& path = settings.state_directory;
  const auto is_given = settings.state_directory_given || environment.state_directory;
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT && !is_given) {
      return {{Severity::kNote, path, 0, 0,
               "the state directory is not there yet; systemd makes it when it starts the service"}};
    }
    return {{Severity::kError, path, 0, 0,
             "the state directory cannot be used: " + std::generic_category().message(errno) +
                 "; make it, or correct stateDirectory in the settings"}};
  }
  if (!S_ISDIR(status.st_mode)) {
    return {{Severity::kError, path, 0, 0, "this is no directory; correct stateDirectory in the settings"}};
  }
  if (::access(path.c_str(), R_OK | W_OK | X_OK) == 0) return {};
  const std::string reason = std::generic_category().message(errno);
  return {{Severity::kError, path, 0, 0,
           "the state directory cannot be written: " + reason + "; let user id " + std::to_string(::geteuid()) +
               " read and write in it, or run this as the service's user"}};
}

Diagnostics errors_of_desired_state(const std::string& path) {
  const auto reading = read_now(path);
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
