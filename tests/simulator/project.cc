#include "simulator/project.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <tuple>
#include <utility>

namespace campaignd::simulator {

Campaign* Project::find(std::string_view id) {
  const auto found = campaigns_.find(lower_case(id));
  return found == campaigns_.end() ? nullptr : &found->second;
}

const Campaign* Project::find(std::string_view id) const {
  const auto found = campaigns_.find(lower_case(id));
  return found == campaigns_.end() ? nullptr : &found->second;
}

Campaign& Project::add(Campaign campaign) {
  ++sequence_;
  campaign.sequence = sequence_;
  campaign.id = lower_case(campaign.id);
  for (std::uint64_t next = sequence_; campaign.id.empty() || (campaign.id.size() < 24); ++next) {
    std::array<char, 32> id{};
    std::snprintf(id.data(), id.size(), "6a00000000000000%08llx", static_cast<unsigned long long>(next));
    if (find(id.data()) == nullptr) campaign.id = id.data();
  }
  const std::string key = campaign.id;
  auto& stored = campaigns_.insert_or_assign(key, std::move(campaign)).first->second;
  changed(stored);
  return stored;
}

bool Project::erase(std::string_view id) {
  samples_.erase(lower_case(id));
  return campaigns_.erase(lower_case(id)) > 0;
}

void Project::erase_all() {
  campaigns_.clear();
  samples_.clear();
}

void Project::changed(Campaign& campaign) {
  campaign.version = ++version_;
  if (campaign.is_sample) {
    samples_.insert(campaign.id);
  } else {
    samples_.erase(campaign.id);
  }
  if (campaign.status == "running") wake_at = Instant::min();  // when it ends is lifecycle's to say
  if (campaign.status == "scheduled" && campaign.scheduled_for) wake_at = std::min(wake_at, *campaign.scheduled_for);
}

std::vector<Campaign*> Project::all() {
  std::vector<Campaign*> all;
  all.reserve(campaigns_.size());
  for (auto& [id, campaign] : campaigns_) all.push_back(&campaign);
  return all;
}

std::vector<const Campaign*> Project::newest_first() const {
  std::vector<const Campaign*> all;
  all.reserve(campaigns_.size());
  for (const auto& [id, campaign] : campaigns_) all.push_back(&campaign);
  std::sort(all.begin(), all.end(), [](const Campaign* left, const Campaign* right) {
    return std::tie(left->created_at, left->sequence) > std::tie(right->created_at, right->sequence);
  });
  return all;
}

std::vector<const Campaign*> Project::samples_of(std::string_view id) const {
  std::vector<const Campaign*> found;
  for (const auto& sample : samples_) {
    const Campaign* campaign = find(sample);
    if (campaign != nullptr && campaign->sample_of == id) found.push_back(campaign);
  }
  return found;
}

}  // namespace campaignd::simulator
