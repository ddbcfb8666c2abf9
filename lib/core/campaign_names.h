// What a campaign is called for people, in a sentence about another one.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/decide.h"

namespace campaignd {

class CampaignNames {
 public:
  // Borrowed.
  explicit CampaignNames(const std::vector<Decision>& decisions) : decisions_(decisions) {}

  // `'eid-greeting'`, or the name and id of one that no entry names.
  [[nodiscard]] std::string of(const ObservedCampaign& campaign) const;

 private:
  const std::vector<Decision>& decisions_;
  // Sorted; made when somebody asks first, since most plans have nobody to speak of.
  mutable std::vector<std::pair<const ObservedCampaign*, std::size_t>> by_campaign_;
};

}  // namespace campaignd
