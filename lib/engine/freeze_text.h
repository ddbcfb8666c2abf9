// What came of a freeze, as a sentence for people. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/order.h"

namespace campaignd {

bool are_all_off(const std::vector<Stopped>& rows);

// Campaigns on the clock that were none of its business, because no file that is known names them.
struct LeftOnTheClock {
  std::size_t campaigns = 0;
  bool is_file_known = true;  // false: they may be the very ones that were meant
  std::string settings_file = {};
  std::size_t being_sent = 0;  // which no stop reaches

  [[nodiscard]] bool may_be_meant() const { return campaigns > 0 && !is_file_known; }
};

// `frozen: all 3 campaigns are off the clock`, or how many are not. `blindness`: why that is not known for sure; empty:
// it is.
std::string freeze_text(const FreezeOrder& order, const std::vector<Stopped>& rows, const std::string& blindness,
                        const LeftOnTheClock& left = {});

}  // namespace campaignd
