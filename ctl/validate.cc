#include <chrono>
#include <utility>
#include <variant>

#include "access_advice.h"
#include "adapters/clock/system_clock.h"
#include "adapters/files/file_source.h"
#include "adapters/files/open_writers.h"
#include "adapters/json/diagnostics_json.h"
#include "adapters/yaml/desired_state_reader.h"
#include "assembly/environment.h"
#include "commands.h"
#include "core/display_text.h"
#include "exit_code.h"
#include "settings_of.h"

namespace campaignd {

namespace {

// What was looked at: a line for each input that is well, and everything that is wrong in the others.
struct Findings {
  std::string well;
  CommandFailure wrong;
};

void check_settings(const Invocation& invocation, Findings& findings);
void check_desired_state(const std::string& path, Findings& findings);

}  // namespace

int validate(const Invocation& invocation, const std::vector<std::string>& paths) {
  Findings findings;
  if (paths.empty()) check_settings(invocation, findings);
  for (const std::string& path : paths) check_desired_state(path, findings);

  if (!findings.wrong.errors.empty()) return fail(invocation, findings.wrong);
  const bool as_json = invocation.output == OutputFormat::kJson;
  return print_data(as_json ? diagnostics_json({}) : findings.well) ? kExitWell : kExitError;
}

namespace {

void check_settings(const Invocation& invocation, Findings& findings) {
  const auto settings = settings_of(invocation, Environment::take());
  if (!settings) {
    findings.wrong = settings.error();
    return;
  }
  findings.well += isolate(settings->file) + ": ok\n";
  check_desired_state(settings->desired_state, findings);
}

// What stands there now counts; nobody is waited for.
Source::Reading read_now(const std::string& path) {
  const SystemClock clock;
  const OpenWriters writers{};
  return FileSource(path, std::chrono::milliseconds(0), clock, writers).read();
}

std::string counted(std::size_t campaigns) {
  return campaigns == 1 ? "1 campaign" : std::to_string(campaigns) + " campaigns";
}

void check_desired_state(const std::string& path, Findings& findings) {
  const auto add = [&findings](const Diagnostics& errors) {
    findings.wrong.errors.insert(findings.wrong.errors.end(), errors.begin(), errors.end());
  };
  const Source::Reading reading = read_now(path);
  if (const auto* unreadable = std::get_if<SourceUnreadable>(&reading)) {
    add(unreadable->errors);
    if (const std::string advice = access_advice(path); !advice.empty()) findings.wrong.advice = advice;
  } else if (const auto* unsettled = std::get_if<Unsettled>(&reading)) {
    add({{Severity::kError, path, 0, 0, "it is being written just now: " + unsettled->waiting_for}});
  } else if (const auto desired = read_desired_state(std::get<SourceText>(reading)); !desired) {
    add(desired.error());
  } else {
    findings.well += isolate(path) + ": ok, " + counted(desired->campaigns.size()) + "\n";
  }
}

}  // namespace

}  // namespace campaignd
