// How what is remembered of one campaign stands in a row: the columns in order, and the two halves of the codec beside
// each other.
#pragma once

#include <string_view>

#include "adapters/sqlite/statement.h"
#include "core/memory.h"

namespace campaignd {

// The columns of table `campaign`, in the order that `put_campaign` and `take_campaign` use; the id is the first.
extern const std::string_view kCampaignColumns;

// Everything but the fields that we set, which are rows of their own.
void put_campaign(Statement& statement, CampaignId id, const CampaignMemory& memory);

struct RememberedCampaign {
  CampaignId id;
  CampaignMemory memory;
};
RememberedCampaign take_campaign(Statement& row);

}  // namespace campaignd
