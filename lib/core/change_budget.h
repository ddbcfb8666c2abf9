// The change budget: how much may change at once without a person having said so. It counts the updates but the disarms
// that the file asks for, and the disarms that come of an entry's removal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/memory.h"
#include "core/plan.h"
#include "core/settings.h"

namespace campaignd {

// The ratio is judged from this many editable managed campaigns up; below it, one change of two would already be half.
inline constexpr std::size_t kRatioFrom = 10;

// Why `plan` waits for a person; empty where it is within the budget, or one of the approvals allows it.
std::optional<Hold> hold_of(const Plan& plan, const PolicySettings& policy, const std::vector<Approval>& approvals);

// `campaignctl approve 9f3c51aa`: what a person types to let it through, of a service with these settings.
std::string approving_command(const Hold& hold, const std::string& settings_file);

}  // namespace campaignd
