#include "command.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "adapters/json/diagnostics_json.h"
#include "core/settings_place.h"
#include "exit_code.h"

namespace campaignd {

namespace {

// Standard error has nobody to tell that it is broken.
void talk(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void say(const Invocation& invocation, Ink ink, std::string_view kind, std::string_view message) {
  talk("campaignctl: " + invocation.terminal.talk(ink, kind) + " " +
       with_settings_named(message, invocation.settings_file) + "\n");
}

}  // namespace

bool print_data(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  // A reader that has seen enough (`| head`) is no error worth a line, but no success either.
  if (!written && errno != EPIPE) {
    talk("campaignctl: error: cannot write to standard output: " +
         std::error_code(errno, std::generic_category()).message() + "\n");
  }
  return written;
}

void tell_error(const Invocation& invocation, std::string_view message) {
  say(invocation, Ink::kRed, "error:", message);
}

void tell_warning(const Invocation& invocation, std::string_view message) {
  say(invocation, Ink::kYellow, "warning:", message);
}

void tell_note(const Invocation& invocation, std::string_view message) {
  say(invocation, Ink::kCyan, "note:", message);
}

void tell_diagnostics(const Invocation& invocation, const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    const Ink ink = diagnostic.severity == Severity::kError ? Ink::kRed : Ink::kYellow;
    talk(invocation.terminal.talk(ink, to_text(diagnostic)) + "\n");
  }
}

int fail(const Invocation& invocation, const CommandFailure& failure) {
  tell_diagnostics(invocation, failure.errors);
  if (!failure.message.empty()) tell_error(invocation, failure.message);
  if (!failure.advice.empty()) talk(with_settings_named(failure.advice, invocation.settings_file) + "\n");
  if (invocation.output == OutputFormat::kJson) {
    Diagnostics all = failure.errors;
    if (!failure.message.empty()) all.push_back({Severity::kError, "", 0, 0, failure.message});
    if (!failure.advice.empty()) all.push_back({Severity::kNote, "", 0, 0, failure.advice});
    (void)print_data(diagnostics_json(all));  // it is an error already
  }
  return kExitError;
}

}  // namespace campaignd
