// What came of a freeze, as a sentence for people. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/order.h"

namespace campaignd {

bool are_all_off(const std::vector<Stopped>& rows);

// `frozen: all 3 campaigns are off the clock`, or how many are not. `blindness`: why that is not known for sure; empty:
// it is. `left_on_the_clock`: how many campaigns are none of its business, because no file names them.
std::string freeze_text(const FreezeOrder& order, const std::vector<Stopped>& rows, const std::string& blindness,
                        std::size_t left_on_the_clock = 0);

}  // namespace campaignd
