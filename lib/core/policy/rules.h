// The policies by their keys, in the settings' order: of several reasons the first is given.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/plan.h"

namespace campaignd {

// `observe` and `preflight` stand higher in the decision table than any policy.
inline constexpr std::array<std::string_view, 10> kRulesInOrder{"observe",
                                                                "preflight",
                                                                "sendHours",
                                                                "spacing",
                                                                "blackouts",
                                                                "requireApprovedTemplate",
                                                                "requireConnectedNumber",
                                                                "requireRecipients",
                                                                "requireCredit",
                                                                "messagingLimit"};

// Whether it speaks of the time of a start, for which another time may be a way out.
bool reads_time(const Verdict& verdict);

// Sorted by that order; what is in none comes last.
void put_in_order(std::vector<Verdict>& verdicts);

// The first that objects; null where none does.
const Verdict* first_objection(const std::vector<Verdict>& verdicts);

}  // namespace campaignd
