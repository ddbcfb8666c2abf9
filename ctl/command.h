// What every command of campaignctl is given, and how it speaks: data on standard output, talk on standard error.
#pragma once

#include <string>
#include <string_view>

#include "core/diagnostic.h"
#include "terminal.h"

namespace campaignd {

enum class OutputFormat { kText, kJson };

struct Invocation {
  std::string settings_file = "/etc/campaignd/campaignd.yaml";
  OutputFormat output = OutputFormat::kText;
  Terminal terminal;
};

// Data, on standard output. False where it could not be written, as to a full disk; that was told then.
[[nodiscard]] bool print_data(std::string_view text);

// `campaignctl: error: …` on standard error.
void tell_error(const Invocation& invocation, std::string_view message);

// `campaignctl: warning: …` on standard error.
void tell_warning(const Invocation& invocation, std::string_view message);

// `campaignctl: note: …` on standard error.
void tell_note(const Invocation& invocation, std::string_view message);

// One line each on standard error, as compilers print them.
void tell_diagnostics(const Invocation& invocation, const Diagnostics& diagnostics);

// Why a command came to no answer, and what to do next.
struct CommandFailure {
  Diagnostics errors;   // what is wrong in which file
  std::string message;  // what else went wrong
  std::string advice;   // whole sentences
};

// Tells why on standard error; for programs also as JSON on standard output, in the form of `validate`. The exit code.
int fail(const Invocation& invocation, const CommandFailure& failure);

}  // namespace campaignd
