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
// of what goes out alone. `standstill`: what keeps campaignd from making the plan's changes.
std::string sends_json(const Plan& plan, const std::vector<Send>& sends,
                       std::optional<std::chrono::milliseconds> within, const Standstill& standstill = {});

}  // namespace campaignd
