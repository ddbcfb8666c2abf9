// The policies that look at one campaign alone: sendHours, blackouts, requireApprovedTemplate, requireConnectedNumber,
// requireRecipients, in the settings' order. One objects where the change arms or touches what it reads; what was
// against it already is a warning, so that something else can still be mended.
#pragma once

#include <vector>

#include "core/plan.h"
#include "core/policy/start_wish.h"
#include "core/settings.h"

namespace campaignd {

// Only those that warn or object; the nearest start that would be allowed is not told, others have a say in it.
std::vector<Verdict> ask_alone(const StartWish& wish, const PolicySettings& policy);

}  // namespace campaignd
