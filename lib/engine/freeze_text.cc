#include "engine/freeze_text.h"

#include <algorithm>

#include "core/settings_place.h"

namespace campaignd {

namespace {

std::string left_text(const LeftOnTheClock& left);

}  // namespace

bool are_all_off(const std::vector<Stopped>& rows) {
  return std::all_of(rows.begin(), rows.end(), [](const Stopped& row) { return row.is_off; });
}

std::string freeze_text(const FreezeOrder& order, const std::vector<Stopped>& rows, const std::string& blindness,
                        const LeftOnTheClock& left_on_the_clock) {
  const auto off = std::count_if(rows.begin(), rows.end(), [](const Stopped& row) { return row.is_off; });
  const auto left = static_cast<std::ptrdiff_t>(rows.size()) - off;
  std::string text = order.names.empty() ? "frozen: " : "frozen by name: ";
  if (left > 0) {
    text += std::to_string(left) + " of " + std::to_string(rows.size()) +
            (left == 1 ? " is NOT off the clock" : " are NOT off the clock");
  } else if (rows.empty()) {
    text += !blindness.empty()                 ? "nothing could be taken off the clock"
            : left_on_the_clock.may_be_meant() ? "nothing was taken off the clock"
                                               : "nothing was on the clock";
  } else {
    text += rows.size() == 1 ? "its campaign is off the clock"
                             : "all " + std::to_string(rows.size()) + " campaigns are off the clock";
  }
  text += left_text(left_on_the_clock);
  if (const std::size_t sent = left_on_the_clock.being_sent; sent > 0)
    text += "; " + std::to_string(sent) + (sent == 1 ? " is" : " are") + " being sent now and cannot be stopped";
  return blindness.empty() ? text : text + "; whether more is on the clock is not known: " + blindness;
}

namespace {

std::string left_text(const LeftOnTheClock& left) {
  if (left.campaigns == 0) return "";
  const bool is_one = left.campaigns == 1;
  return "; " + std::to_string(left.campaigns) + (is_one ? " campaign" : " campaigns") +
         (left.is_file_known ? " that no file names" : "") + (is_one ? " is" : " are") + " still on the clock" +
         (left.is_file_known ? ""
                             : ", and which are meant nobody knows: no file can be read, and no good revision is "
                               "remembered") +
         (left.is_file_known ? ": `" : "; `") + campaignctl_command(left.settings_file, "freeze --all --reason WHY") +
         "` stops " + (is_one ? "that" : "those") + " too";
}

}  // namespace

}  // namespace campaignd
