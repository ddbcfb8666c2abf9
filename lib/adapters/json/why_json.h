// Why a campaign is, or is not, going to be changed, as JSON for other programs.
#pragma once

#include <string>
#include <vector>

#include "core/plan.h"

namespace campaignd {

// Ends with a newline.
std::string why_json(const PlanEntry& entry, const std::vector<Verdict>& rules);

// Of a campaign that no entry names, or none any more. `detail`: what becomes of it, for people.
std::string why_json(const Unmanaged& campaign, const std::string& detail);

}  // namespace campaignd
