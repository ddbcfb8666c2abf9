// The one line that `systemctl status` shows: what is in force, how it stands, what is sent next. Pure.
#pragma once

#include <string>

#include "core/instant.h"
#include "engine/service.h"

namespace campaignd {

// `revision 9c1f3ab, 12 campaigns: 1 update, 11 unchanged; next send eid-greeting in 3 h`, and in front of it whatever
// needs a person.
std::string status_line(const Snapshot& snapshot, WallTime now);

}  // namespace campaignd
