// What the service tells, written to the log with its commands completed, so that an operator can type them as they
// stand there.
#pragma once

#include <string>

#include "adapters/spdlog/event_log.h"
#include "engine/inputs.h"

namespace campaignd {

// `log` must outlive what is returned.
Tell whole_lines(EventLog& log, std::string settings_file);

}  // namespace campaignd
