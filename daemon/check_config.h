// `--check-config`: settings, key, state directory and desired state, as far as each can be looked at without the
// network and without being in the way of a service that runs; everything that is wrong is told at once.
#pragma once

#include "assembly/environment.h"
#include "options.h"

namespace campaignd {

// Prints to standard error, one line a finding, as compilers do. 0; 78 where the settings or the key cannot be used; 1
// where only the state directory cannot be used, or only the desired state is broken (a service keeps its last good
// revision then).
int check_config(const Options& options, const Environment& environment);

}  // namespace campaignd
