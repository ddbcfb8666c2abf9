// The commands of campaignctl, one file each. Every one returns the exit code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command.h"

namespace campaignd {

// Settings and desired state, without network; with paths, just those desired-state files or directories. 0, or 1 with
// every error.
int validate(const Invocation& invocation, const std::vector<std::string>& paths);

// What would change and why not: 0 nothing to change, 2 changes wait or are refused, 1 an error. Takes no lock and
// writes nothing. `path`: that desired state instead of the settings'.
int plan(const Invocation& invocation, const std::optional<std::string>& path);

// The project's templates and phone numbers: 0, or 1 where they could not be read.
int resources(const Invocation& invocation);

}  // namespace campaignd
