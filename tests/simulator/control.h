// The calls under /_sim/, by which a test or a person at a terminal looks at the simulated service and steers it. They
// need no key, are not logged and are never hit by a fault. README.md has the table.
#pragma once

#include "simulator/world.h"

namespace campaignd::simulator {

[[nodiscard]] bool is_control(const Call& call);

// A 400 with {"error": …} changes nothing, but for the fields before the wrong one in a clock call.
[[nodiscard]] Answer answer_control(World& world, const Call& call, Moment moment);

// The whole state as GET /_sim/state gives it.
[[nodiscard]] Json state_json(World& world, Moment moment);

}  // namespace campaignd::simulator
