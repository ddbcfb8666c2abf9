// What goes out, as JSON for other programs.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/plan.h"
#include "core/sends.h"

namespace campaignd {

// Ends with a newline. `keptOff` holds what the file schedules and is not let on the clock; the sum of recipients is
// of the others alone.
std::string sends_json(const Plan& plan, const std::vector<Send>& sends,
                       std::optional<std::chrono::milliseconds> within);

}  // namespace campaignd
