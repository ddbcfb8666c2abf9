// One entry of a plan for a terminal: a heading, then labelled lines under it, the fields with `-` and `+`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/plan.h"
#include "core/zone.h"
#include "plan_text.h"

namespace campaignd {

// How wide the columns of headings are, so that those of one group stand under each other.
struct HeadingWidths {
  std::size_t handle = 0;
  std::size_t name = 0;
};

std::string plan_entry_text(const Plan& plan, const PlanEntry& entry, HeadingWidths widths,
                            const PlanTextOptions& options);

// Its own, as the file gives it.
Zone own_zone(const PlanEntry& entry);

// Unmanaged campaigns have no zone of their own: the file's, where all its campaigns share one.
std::optional<Zone> zone_of_all(const Plan& plan);
Zone shared_zone(const Plan& plan);  // UTC where they share none

// The entry's name as a heading shows it: isolated, empty where it says no more than the handle.
std::string shown_name(const PlanEntry& entry);

// A field's value as it is shown: `eid_greeting/ar`, `Tue 2026-12-01 18:00 +03:00, in 7 days`, `draft, does not go
// out`.
std::string value_text(const FieldValue& value, Field field, WallTime now, const Zone& zone);

// `campaigns.yaml:7`, or empty where the place is not known.
std::string place_text(const Plan& plan, const Mark& at);

// The fields that differ alone, with `-` and `+`.
std::string changes_text(const PlanEntry& entry, WallTime now, const PlanTextOptions& options);

// `requireCredit: …`, its instants told in that zone.
std::string warning_text(const Warning& warning, const Zone& zone);

// The warnings alone, as labelled lines.
std::string warnings_text(const std::vector<Warning>& warnings, const Zone& zone, const PlanTextOptions& options);

}  // namespace campaignd
