// Contended fields: somebody, or something, keeps setting back what we set. A field that came back different twice
// within an hour after we set it is left alone from then on, as long as its entry is as it was. Pure.
#pragma once

#include <vector>

#include "core/catalog.h"
#include "core/desired_state.h"
#include "core/memory.h"
#include "core/observed_state.h"

namespace campaignd {

// What is remembered of a campaign's fields that we set, after this look: what is older than an hour and not contended
// is forgotten; what came back different is marked; an entry that changed starts anew. `catalog` may be null: then
// nothing can be compared, and nothing is marked.
std::vector<FieldSet> field_sets_after(const CampaignMemory& known, const DesiredCampaign& entry,
                                       const ObservedCampaign& seen, const Catalog* catalog, WallTime now);

// Those of `sets` that came back different twice, in the usual order of fields.
std::vector<Field> contended(const std::vector<FieldSet>& sets);

}  // namespace campaignd
