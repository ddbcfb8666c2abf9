#include "unknown_handle.h"

#include <algorithm>

#include "core/nearest.h"
#include "core/settings_place.h"

namespace campaignd {

namespace {

// A few of them; a person who knows none of the handles wants to see what they look like.
std::string list_of(std::vector<std::string_view> handles) {
  constexpr std::size_t kShown = 12;
  std::erase_if(handles, [](std::string_view each) { return CampaignId::parse(each).has_value(); });
  std::string text;
  for (std::size_t i = 0; i < std::min(handles.size(), kShown); ++i) {
    text.append(i == 0 ? "" : ", ").append(handles[i]);
  }
  const std::string more = handles.size() > kShown ? " and " + std::to_string(handles.size() - kShown) + " more" : "";
  return text.empty() ? "" : "There are: " + text + more;
}

}  // namespace

CommandFailure unknown_handle(std::string_view says, const Handle& word, const std::vector<std::string_view>& known,
                              std::string_view asked, std::string_view settings_file) {
  const auto near = nearest(word.str(), known);
  return {{},
          std::string(says) + word.str() + did_you_mean(word.str(), known),
          near ? "Try: " + campaignctl_command(settings_file, std::string(asked) + " " + std::string(*near))
               : list_of(known)};
}

}  // namespace campaignd
