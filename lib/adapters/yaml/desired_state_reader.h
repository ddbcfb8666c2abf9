// The desired-state file, or the files of a directory, read strictly: everything in them is known and in its place, or
// all errors come back, in the files' order, and nothing else does.
#pragma once

#include <tl/expected.hpp>

#include "core/desired_state.h"
#include "core/diagnostic.h"
#include "ports/source.h"

namespace campaignd {

// Each file is a whole document with its own `version` and `defaults`; a handle or an id stands once in all of them.
// Costs a bounded amount of time and memory whatever the files hold.
[[nodiscard]] tl::expected<DesiredState, Diagnostics> read_desired_state(const SourceText& source);

}  // namespace campaignd
