#include "core/campaign_names.h"

#include <algorithm>
#include <functional>

namespace campaignd {

std::string CampaignNames::of(const ObservedCampaign& campaign) const {
  if (by_campaign_.empty()) {
    by_campaign_.reserve(decisions_.size());
    for (std::size_t i = 0; i < decisions_.size(); ++i) by_campaign_.emplace_back(decisions_[i].seen, i);
    std::ranges::sort(by_campaign_);
  }
  using Named = std::pair<const ObservedCampaign*, std::size_t>;
  const auto entry = std::ranges::lower_bound(by_campaign_, &campaign, std::less<>(), &Named::first);
  if (entry != by_campaign_.end() && entry->first == &campaign)
    return "'" + decisions_[entry->second].entry.handle.str() + "'";
  return "'" + campaign.name + "' (" + campaign.id.str() + ")";
}

}  // namespace campaignd
