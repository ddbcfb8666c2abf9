// The time zone that this machine's owner lives in, as far as it says.
#pragma once

#include "core/zone.h"

namespace campaignd {

// $TZ, else where /etc/localtime points, else /etc/timezone; the first that names a zone of the system's database.
// UTC where none does.
Zone machine_zone();

}  // namespace campaignd
