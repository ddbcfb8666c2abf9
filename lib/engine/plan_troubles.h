// What a plan and what became of it hold that a person has to know. Pure; telling it once and not always is
// engine/troubles.h.
#pragma once

#include "core/observed_state.h"
#include "core/plan.h"
#include "core/settings.h"
#include "engine/apply.h"
#include "engine/troubles.h"

namespace campaignd {

Troubles::Found troubles_of(const Plan& plan, const Observation& seen, const Applied& applied,
                            const Settings& settings);

// One that is about no campaign.
Trouble general_trouble(EventLevel level, EventKind kind, std::string message);

}  // namespace campaignd
