// The API as a function of the project, the options and the time: keys, paths and methods, then reading or writing.
// Pure; faults, delays and the log are not its business.
#pragma once

#include "simulator/call.h"
#include "simulator/options.h"
#include "simulator/project.h"

namespace campaignd::simulator {

[[nodiscard]] Answer answer_api(Project& project, const Options& options, const Call& call, Instant now);

}  // namespace campaignd::simulator
