// The zone in which those who read an answer think of these campaigns, where no single campaign decides it: the desired
// state's default one, else the one that all its entries share, else that of the settings' send hours, else this
// machine's.
#pragma once

#include <optional>

#include "core/desired_state.h"
#include "core/settings.h"
#include "core/zone.h"

namespace campaignd {

// Reads the desired state as it stands there now.
Zone people_zone(const Settings& settings);

// The same for one that was read already; empty: none could be.
Zone people_zone(const Settings& settings, const std::optional<DesiredState>& desired);

}  // namespace campaignd
