// What the API showed, in the API's own documented shapes (lists, resources, info), so that whoever reads those reads
// this: what the control socket gives to people who cannot read the key. A record that could not be read is one that
// cannot be read here either.
#pragma once

#include <string>

#include "engine/project_view.h"

namespace campaignd {

// {"version", "now", "drafts": {"success", "data"}, "scheduled": {…}, "resources": {"success", "data"}, "info": {…}}
std::string observed_json(const ProjectView& view);

// {"success", "data"}
std::string observed_json(const ObservedCampaign& campaign);

}  // namespace campaignd
