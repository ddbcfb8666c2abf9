// Pre-flight: what the last look at a decided campaign makes of the decision. `warn` adds a warning; `disarm` takes the
// campaign off the clock, as long as its lock has not fallen.
#pragma once

#include "core/decide.h"
#include "core/make_plan.h"

namespace campaignd {

// Whether the campaign of this decision is on the clock and its last look is due.
bool is_looked_at_last(const PlanInputs& inputs, const Decision& decision, WallTime now);

// The entry after that look. `is_unpaid`: the credit does not last for it.
PlanEntry look_last(const PlanInputs& inputs, const Decision& decision, bool is_unpaid, WallTime now);

// For one campaign alone: whether the credit does not last for it, as all stand now.
bool is_unpaid_now(const PlanInputs& inputs, const ObservedCampaign& campaign);

}  // namespace campaignd
