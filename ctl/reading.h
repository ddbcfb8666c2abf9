// What a command reads from this machine's files: the settings, and a desired state as it stands there now. Where they
// cannot be had, with every error and what to do about it. Nothing is asked of the service.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "assembly/environment.h"
#include "command.h"
#include "core/desired_state.h"
#include "core/diagnostic.h"
#include "core/memory.h"
#include "core/settings.h"
#include "ports/source.h"

namespace campaignd {

// The settings that the invocation names.
tl::expected<Settings, CommandFailure> read_settings_of(const Invocation& invocation, const Environment& environment);

// The bytes of a desired-state file or directory. What stands there now counts; no writer is waited for.
tl::expected<SourceText, CommandFailure> read_source(const std::string& path);

// What it says; empty where it cannot be read or is broken, which somebody else tells.
std::optional<DesiredState> read_if_good(const std::string& path);

// The same of the last revision that the service could read.
std::optional<DesiredState> read_last_good(const Memory& memory);

// Where nothing is at a path that a person typed; the settings have no part in that.
std::optional<CommandFailure> nothing_at(const std::string& path);

// The errors of a desired state that was read from `path`, with file names that a person, or an editor, can open from
// here: readers name a file by its last part.
Diagnostics with_paths(Diagnostics errors, const std::string& path);

}  // namespace campaignd
