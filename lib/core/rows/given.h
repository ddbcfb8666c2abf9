// What a row of the decision's table was given, in words: for `explain`. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/desired_state.h"
#include "core/find_campaign.h"
#include "core/memory.h"
#include "core/observed_state.h"
#include "core/plan.h"

namespace campaignd {

std::string given_found(const Found& found);
std::string given_schedule(const Schedule& start);
std::string given_wanted_time(const DesiredCampaign& want);
std::string given_clocks(const Observation& observed);
std::string given_fields(const std::vector<FieldChange>& fields);

// `memory` is null where nothing is known of the campaign.
std::string given_freeze(const CampaignMemory* memory);
std::string given_preflight(const CampaignMemory* memory);
std::string given_elsewhere(const CampaignMemory* memory);

}  // namespace campaignd
