// One entry of a plan for a terminal: a heading, then labelled lines under it, the fields with `-` and `+`.
#pragma once

#include <cstddef>
#include <string>

#include "core/plan.h"
#include "plan_text.h"

namespace campaignd {

// How wide the columns of headings are, so that those of one group stand under each other.
struct HeadingWidths {
  std::size_t handle = 0;
  std::size_t name = 0;
};

std::string plan_entry_text(const Plan& plan, const PlanEntry& entry, HeadingWidths widths,
                            const PlanTextOptions& options);

// The entry's name as a heading shows it: isolated, empty where it says no more than the handle.
std::string shown_name(const PlanEntry& entry);

// `campaigns.yaml:7`, or empty where the place is not known.
std::string place_text(const Plan& plan, const Mark& at);

// The warnings alone, as labelled lines.
std::string warnings_text(const std::vector<Warning>& warnings, const PlanTextOptions& options);

}  // namespace campaignd
