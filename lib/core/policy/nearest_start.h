// The nearest start that every rule about starts would allow, for telling a person what to write instead.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/settings.h"

namespace campaignd {

// A rule about when a campaign may start, as something that can be searched.
struct StartRule {
  std::function<std::optional<WallTime>(WallTime)> next;  // the first start at or after it that the rule allows
  std::function<std::optional<WallTime>(WallTime)> last;  // the last one at or before it
};

// sendHours and blackouts, as far as they are set. Borrows `policy`.
std::vector<StartRule> start_rules(const PolicySettings& policy);

// The start nearest to `wanted` that minLead, maxLead and all of `rules` allow; the later one of two that are equally
// near. Empty where none is found.
std::optional<WallTime> nearest_start(std::vector<StartRule> rules, WallTime wanted, const PolicySettings& policy,
                                      WallTime now);

}  // namespace campaignd
