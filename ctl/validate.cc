#include <cstdint>
#include <iterator>
#include <utility>

#include "adapters/json/diagnostics_json.h"
#include "adapters/yaml/desired_state_reader.h"
#include "adapters/yaml/settings_reader.h"
#include "commands.h"
#include "core/display_text.h"
#include "exit_code.h"
#include "kind_of_file.h"
#include "reading.h"
#include "table.h"

namespace campaignd {

namespace {

// What was looked at: a line for each input that is well, and everything that is wrong in the others.
struct Findings {
  std::string well;
  CommandFailure wrong;

  void add(CommandFailure failure) {
    std::move(failure.errors.begin(), failure.errors.end(), std::back_inserter(wrong.errors));
    if (!failure.advice.empty()) wrong.advice = std::move(failure.advice);
  }
};

void check_settings(const Invocation& invocation, Findings& findings);
void check_path(const std::string& path, Findings& findings);

}  // namespace

int validate(const Invocation& invocation, const std::vector<std::string>& paths) {
  Findings findings;
  if (paths.empty()) check_settings(invocation, findings);
  for (const std::string& path : paths) {
    if (auto nothing = nothing_at(path)) {
      findings.add(std::move(*nothing));
    } else {
      check_path(path, findings);
    }
  }

  if (!findings.wrong.errors.empty()) return fail(invocation, findings.wrong);
  const bool as_json = invocation.output == OutputFormat::kJson;
  return print_data(as_json ? diagnostics_json({}) : findings.well) ? kExitWell : kExitError;
}

namespace {

void check_settings(const Invocation& invocation, Findings& findings) {
  auto settings = read_settings_of(invocation, Environment::take());
  if (!settings) return findings.add(std::move(settings.error()));
  findings.well += isolate(settings->file) + ": ok\n";
  check_path(settings->desired_state, findings);
}

// A commit hook hands over whatever was changed, the settings among it.
void check_path(const std::string& path, Findings& findings) {
  auto source = read_source(path);
  if (!source) return findings.add(std::move(source.error()));
  if (source->files.size() == 1 && is_settings_text(source->files.front().bytes)) {
    if (auto settings = read_settings(path, source->files.front().bytes); !settings) {
      return findings.add({std::move(settings.error()), "", ""});
    }
    findings.well += isolate(path) + ": ok, settings\n";
    return;
  }
  auto desired = read_desired_state(*source);
  if (!desired) return findings.add({with_paths(std::move(desired.error()), path), "", ""});
  findings.well +=
      isolate(path) + ": ok, " + counted(static_cast<std::int64_t>(desired->campaigns.size()), "campaign") + "\n";
}

}  // namespace

}  // namespace campaignd
