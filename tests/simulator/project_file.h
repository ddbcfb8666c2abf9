// Projects written down as JSON: the demo, and what a test starts from. Strict, because a typo in a file that people
// write would otherwise look like a fault of the program under test.
#pragma once

#include "simulator/body_rules.h"
#include "simulator/project.h"

namespace campaignd::simulator {

// {"project": {"id", "slug", "name"}, "credit": n, "businesses": […], "campaigns": […]}; "options" and "faults" may
// stand beside them and are left to the caller. The businesses are those of the resources answer, missing fields
// filled; the campaigns have the fields that edit_campaign takes, times mostly relative to `now`.
[[nodiscard]] Checked<Project> read_project(const Json& file, Instant now);

}  // namespace campaignd::simulator
