// The change budget: how much may change at once without a person having said so. It counts the updates but the disarms
// that the file asks for, and what `onRemove` takes off the clock.
#pragma once

#include <optional>

#include "core/plan.h"
#include "core/settings.h"

namespace campaignd {

// The ratio is judged from this many editable managed campaigns up; below it, one change of two would already be half.
inline constexpr std::size_t kRatioFrom = 10;

// Why `plan` waits for a person; empty where it is within the budget.
std::optional<Hold> hold_of(const Plan& plan, const PolicySettings& policy);

}  // namespace campaignd
