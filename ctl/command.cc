#include "command.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace campaignd {

namespace {

// Standard error has nobody to tell that it is broken.
void talk(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
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
  talk("campaignctl: " + invocation.terminal.talk(Ink::kRed, "error:") + " " + std::string(message) + "\n");
}

void tell_warning(const Invocation& invocation, std::string_view message) {
  talk("campaignctl: " + invocation.terminal.talk(Ink::kYellow, "warning:") + " " + std::string(message) + "\n");
}

void tell_diagnostics(const Invocation& invocation, const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    const Ink ink = diagnostic.severity == Severity::kError ? Ink::kRed : Ink::kYellow;
    talk(invocation.terminal.talk(ink, to_text(diagnostic)) + "\n");
  }
}

}  // namespace campaignd
