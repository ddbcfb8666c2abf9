#include "engine/freeze_text.h"

#include <algorithm>

namespace campaignd {

bool are_all_off(const std::vector<Stopped>& rows) {
  return std::all_of(rows.begin(), rows.end(), [](const Stopped& row) { return row.is_off; });
}

std::string freeze_text(const FreezeOrder& order, const std::vector<Stopped>& rows, const std::string& blindness,
                        std::size_t left_on_the_clock) {
  const auto off = std::count_if(rows.begin(), rows.end(), [](const Stopped& row) { return row.is_off; });
  const auto left = static_cast<std::ptrdiff_t>(rows.size()) - off;
  std::string text = order.names.empty() ? "frozen: " : "frozen by name: ";
  if (left > 0) {
    text += std::to_string(left) + " of " + std::to_string(rows.size()) +
            (left == 1 ? " is NOT off the clock" : " are NOT off the clock");
  } else if (rows.empty()) {
    text += blindness.empty() ? "nothing was on the clock" : "nothing could be taken off the clock";
  } else {
    text += rows.size() == 1 ? "its campaign is off the clock"
                             : "all " + std::to_string(rows.size()) + " campaigns are off the clock";
  }
  if (left_on_the_clock > 0) {
    const bool is_one = left_on_the_clock == 1;
    text += "; " + std::to_string(left_on_the_clock) +
            (is_one ? " campaign that no file names is" : " campaigns that no file names are") +
            " still on the clock: `campaignctl freeze --all` stops " + (is_one ? "that" : "those") + " too";
  }
  return blindness.empty() ? text : text + "; whether more is on the clock is not known: " + blindness;
}

}  // namespace campaignd
