// What came of a freeze, as a sentence for people. Pure.
#pragma once

#include <string>
#include <vector>

#include "engine/order.h"

namespace campaignd {

bool are_all_off(const std::vector<Stopped>& rows);

// `frozen: all 3 campaigns are off the clock`, or how many are not. `blindness`: why that is not known for sure; empty:
// it is.
std::string freeze_text(const FreezeOrder& order, const std::vector<Stopped>& rows, const std::string& blindness);

}  // namespace campaignd
