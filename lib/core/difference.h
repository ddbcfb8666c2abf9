// Where desired and observed differ, field by field, and the PATCH bodies that would make them agree. Times are
// compared as instants, numbers as digits, templates and numbers by id once resolved.
#pragma once

#include <vector>

#include "core/catalog.h"
#include "core/desired_state.h"
#include "core/observed_state.h"
#include "core/plan.h"
#include "core/resolve.h"

namespace campaignd {

// When the campaign goes out as it is now; a draft's `scheduledFor` is never read.
Schedule schedule_of(const ObservedCampaign& observed);

// The managed fields that differ, in the order of Field. A template or number that `target` does not hold (it did not
// resolve) differs, and its `to` is the file's text. `catalog` may be null; then ids are shown where names are not
// known.
std::vector<FieldChange> difference(const DesiredCampaign& entry, const ObservedCampaign& observed,
                                    const Target& target, const Catalog* catalog);

// The bodies for `fields`, in the order in which they leave: a disarm travels alone, what else differs follows it.
std::vector<Patch> patches_for(const std::vector<FieldChange>& fields, const DesiredCampaign& entry,
                               const Target& target);

}  // namespace campaignd
