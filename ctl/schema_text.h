// The JSON Schema of the desired-state file, ctl/campaigns.schema.json, as it is installed and as `campaignctl schema`
// writes it.
#pragma once

#include <string_view>

namespace campaignd {

std::string_view schema_text();

}  // namespace campaignd
