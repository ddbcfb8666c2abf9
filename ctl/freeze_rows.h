// What came of a freeze, campaign by campaign, for a person at a terminal. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/instant.h"
#include "core/zone.h"
#include "engine/order.h"
#include "paint.h"

namespace campaignd {

// A row for each, those that are not off with why; then `sentence`.
std::string freeze_rows(const std::vector<Stopped>& rows, const std::string& sentence, WallTime now, const Zone& zone,
                        const Paint& paint);

}  // namespace campaignd
