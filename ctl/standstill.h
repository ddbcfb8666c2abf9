// Why campaignd does not make a plan's changes, whatever stands in it, as a sentence; empty where it makes them.
#pragma once

#include <string>

#include "core/settings.h"
#include "session.h"

namespace campaignd {

std::string standstill(const Planned& planned, const Settings& settings);

}  // namespace campaignd
