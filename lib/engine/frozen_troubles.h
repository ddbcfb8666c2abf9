// What is on the clock although it was frozen: it was put there by hand, or could not be taken off. It is told, and
// not fought over.
#pragma once

#include <string>

#include "core/memory.h"
#include "core/plan.h"
#include "engine/troubles.h"

namespace campaignd {

Troubles::Found frozen_troubles(const Plan& plan, const Memory& memory, const std::string& settings_file);

}  // namespace campaignd
