// The journal as JSON for other programs: `{"version": 1, "records": […]}`, oldest first. Keys are only ever added.
#pragma once

#include <string>

#include "core/history.h"

namespace campaignd {

std::string history_json(const History& history);

}  // namespace campaignd
