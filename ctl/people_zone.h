// The zone in which those who read an answer think of these campaigns, where no single campaign decides it: that of the
// settings' send hours, else the one that the whole desired state shares, else this machine's.
#pragma once

#include "core/settings.h"
#include "core/zone.h"

namespace campaignd {

Zone people_zone(const Settings& settings);

}  // namespace campaignd
