// What a person does to a campaign in the service's own dashboard, or a test to bring one into any state: fields are
// set past all rules. A value that the field cannot have (another type, an unknown template) is kept and answered as it
// is.
#pragma once

#include <string>
#include <vector>

#include "simulator/project.h"

namespace campaignd::simulator {

// Sets `fields` (the API's names; `template` and `phoneNumber` as ids or names; times also relative; `recipients` a
// count or a list; `omit` a list of fields to leave out of answers). Gives the fields that were kept as they are.
std::vector<std::string> edit_campaign(Project& project, Campaign& campaign, const Json& fields, Instant now);

// A new campaign of `fields`, a draft where they say nothing else; its category is its template's unless they name one.
Campaign& add_campaign(Project& project, const Json& fields, Instant now);

}  // namespace campaignd::simulator
