// What is on the clock although it was frozen: somebody put it there by hand. It is told, and not fought over.
#pragma once

#include "core/memory.h"
#include "core/plan.h"
#include "engine/troubles.h"

namespace campaignd {

Troubles::Found frozen_troubles(const Plan& plan, const Memory& memory);

}  // namespace campaignd
