// Why campaignd does not make a plan's changes: it does not run, only looks, is frozen or paused, or the plan is held.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/memory.h"
#include "core/plan.h"
#include "core/settings.h"
#include "core/standstill.h"
#include "presence.h"
#include "session.h"

namespace campaignd {

// As it was stored, or as the running service has it where that could not be.
const std::optional<Pause>& pause_of(const Planned& planned, const Presence& service);

Standstill standstill(const Planned& planned, const Settings& settings, const Presence& service);

// The same as rules that were asked about an entry's change, for `why`, each whatever the others say.
std::vector<Verdict> rules_of_standing_still(const Planned& planned, const PlanEntry& entry, const Settings& settings,
                                             const Presence& service);

}  // namespace campaignd
