#include "known_campaigns.h"

#include <utility>

namespace campaignd {

KnownCampaigns::KnownCampaigns(const std::optional<DesiredState>& desired, const Memory& memory, Zone otherwise)
    : otherwise_(std::move(otherwise)) {
  if (desired) {
    for (const DesiredCampaign& entry : desired->campaigns) {
      const auto zone = Zone::find(entry.timezone);
      add(entry.handle.str(), zone);
      if (entry.id) add(entry.id->value.str(), zone);
    }
  }
  for (const auto& [handle, binding] : memory.bindings) {
    add(handle.str(), std::nullopt);
    add(binding.id.str(), zone_by(handle.str()));
  }
  for (const auto& [id, campaign] : memory.campaigns) {
    if (campaign.named_by) add(campaign.named_by->str(), std::nullopt);
    add(id.str(), std::nullopt);
  }
}

const Zone& KnownCampaigns::zone_of(const std::optional<Handle>& name) const {
  const auto it = name ? zones_.find(name->str()) : zones_.end();
  return it == zones_.end() || !it->second ? otherwise_ : *it->second;
}

// An entry that was renamed since is found by its id.
const Zone& KnownCampaigns::zone_of(const Record& record) const {
  if (record.campaign) {
    const auto it = zones_.find(record.campaign->str());
    if (it != zones_.end() && it->second) return *it->second;
  }
  return zone_of(record.handle);
}

std::vector<std::string_view> KnownCampaigns::names() const {
  std::vector<std::string_view> names;
  names.reserve(zones_.size());
  for (const auto& [name, zone] : zones_) names.emplace_back(name);
  return names;
}

// What an entry said first stays.
void KnownCampaigns::add(const std::string& name, const std::optional<Zone>& zone) {
  zones_.emplace(name, zone);
}

std::optional<Zone> KnownCampaigns::zone_by(const std::string& name) const {
  const auto it = zones_.find(name);
  return it == zones_.end() ? std::nullopt : it->second;
}

}  // namespace campaignd
