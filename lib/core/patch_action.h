// What one PATCH of a plan does, in the words of logs and journal. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "core/plan.h"

namespace campaignd {

// `arm`, `disarm` or `update`.
std::string_view action_of(const PlanEntry& entry, const Patch& patch);

// Those of the entry's changes that travel in `patch`.
std::vector<FieldChange> travelling(const PlanEntry& entry, const Patch& patch);

bool travels(Field field, const Patch& patch);

}  // namespace campaignd
