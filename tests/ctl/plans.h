// Plans made by hand for looking at how they are shown: one with every action in it, and small ones for single cases.
#pragma once

#include <string_view>

#include "core/catalog.h"
#include "core/plan.h"

namespace campaignd::testing {

WallTime at(std::string_view rfc3339);

// An entry in agreement, of a campaign scheduled for 2026-12-05 at noon in Baghdad.
PlanEntry entry(std::string_view handle, Action action = Action::kUnchanged);

// No entries; made on 2026-11-24 at noon in Baghdad.
Plan empty_plan();
Plan plan_of(std::vector<PlanEntry> entries);

// Every action, several reasons, Arabic and Latin names, two zones, unmanaged campaigns, warnings.
Plan plan_with_everything();

Catalog small_catalog();

}  // namespace campaignd::testing
