// Why a campaign is decided as it is, for the command `why`: every row of the decision table and every policy that is
// asked about it, in order, with what it was given, what it said, and when that changes. The same rules as a plan's,
// asked by the same code; only the words are added.
#pragma once

#include <vector>

#include "core/make_plan.h"

namespace campaignd {

// Rows first, in the table's order (their words are kRowsInOrder's), then the policies in the settings' order, then the
// last look before the lock (`preflight` once more). What was not asked says why in its detail. Empty where no entry
// has that handle.
std::vector<Verdict> explain(const PlanInputs& inputs, const Handle& handle, WallTime now);

}  // namespace campaignd
