// One campaign as the API writes it (API reference, Campaign), read into ours. What the service left out is left out;
// what it wrote in a way that cannot be read makes the record unreadable, never half right.
#pragma once

#include <cstddef>
#include <string>
#include <tl/expected.hpp>

#include "adapters/api/api_key.h"
#include "adapters/api/json_field.h"
#include "core/observed_state.h"

namespace campaignd {

tl::expected<ObservedCampaign, UnreadableRecord> read_campaign(JsonValue record, const ApiKey& secret);

// The array of a list. A record that cannot be read stands alone, up to kMostUnreadable of them: with more it is no
// list of campaigns, and telling each of them would cost many times the memory of the answer. Doubles are left to the
// caller.
inline constexpr std::size_t kMostUnreadable = 1000;
tl::expected<CampaignList, std::string> read_campaigns(simdjson::dom::array records, const ApiKey& secret);

}  // namespace campaignd
