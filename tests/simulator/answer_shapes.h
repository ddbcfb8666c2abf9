// Campaigns as the API shows them: one place for the four shapes that the reference leaves open. Pure.
#pragma once

#include "simulator/campaign.h"
#include "simulator/catalog.h"
#include "simulator/options.h"

namespace campaignd::simulator {

// All documented fields, then `extra`, without the omitted ones.
[[nodiscard]] Json campaign_json(const Campaign& campaign, const Catalog& catalog, Shape shape, bool upper_case_ids);

// The campaign as a person's tools want it: ids always plain. For control calls.
[[nodiscard]] Json campaign_state(const Campaign& campaign, const Catalog& catalog);

[[nodiscard]] Json recipient_json(const Campaign& campaign, int index);

}  // namespace campaignd::simulator
