#include "core/desired_state.h"

#include <algorithm>

namespace campaignd {

const DesiredCampaign* DesiredState::find(const Handle& handle) const {
  const auto it = std::find_if(campaigns.begin(), campaigns.end(),
                               [&](const DesiredCampaign& campaign) { return campaign.handle == handle; });
  return it == campaigns.end() ? nullptr : &*it;
}

}  // namespace campaignd
