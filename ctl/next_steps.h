// What becomes of a plan's changes, and what a person types about it: the last lines of a plan's text. Pure.
#pragma once

#include <string>

#include "core/plan.h"
#include "plan_text.h"

namespace campaignd {

std::string next_steps(const Plan& plan, const PlanTextOptions& options);

}  // namespace campaignd
