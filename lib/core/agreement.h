// Who moved since file and service last agreed on a campaign: its entry, the campaign at the service, or both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/catalog.h"
#include "core/desired_state.h"
#include "core/memory.h"
#include "core/plan.h"
#include "core/resolve.h"

namespace campaignd {

// The managed fields' values in one text, so that a default that moves is seen too.
std::string managed_text(const DesiredCampaign& entry);

// Whether the entry is as it was when they agreed: its own keys, and what the defaults make of it.
bool is_as_agreed(const DesiredCampaign& entry, const Agreement& agreed);

// Why `fields`, the managed fields that differ now, differ. What never agreed is the file's doing; what differs while
// the entry is as it was is the service's (where nobody touched the campaign, a name means something else there now).
// Empty where nothing differs, or nothing but what a freeze or pre-flight of ours took off the clock.
std::optional<Cause> cause_of(const std::vector<FieldChange>& fields, const DesiredCampaign& entry,
                              const CampaignMemory* memory, const Target& target, const Catalog* catalog);

// Those of `fields` in which the campaign is not as it was when they last agreed.
std::vector<Field> moved_at_service(const std::vector<FieldChange>& fields, const DesiredCampaign& entry,
                                    const Agreement& agreed, const Target& target, const Catalog* catalog);

}  // namespace campaignd
