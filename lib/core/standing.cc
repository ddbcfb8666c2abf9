#include "core/standing.h"

#include <utility>

namespace campaignd {
namespace {

std::optional<WallTime> start_of(const ObservedCampaign& campaign) {
  const bool counts = campaign.status == CampaignStatus::kScheduled && !campaign.is_sample;
  return counts ? campaign.scheduled_for : std::nullopt;
}

}  // namespace

Standing::Standing(const Observation& seen, const Catalog* catalog, const PolicySettings& policy)
    : spacing_(policy.spacing), senders_(spacing_ ? catalog : nullptr) {
  if (!spacing_) return;
  std::vector<Place> places;
  for (const auto& [id, campaign] : seen.campaigns) {
    const auto start = start_of(campaign);
    if (!start) continue;
    const auto who = static_cast<std::uint32_t>(campaigns_.size());
    places.push_back({senders_.of(campaign).number, *start, who});
    campaigns_.push_back(id);
    place_of_.emplace_back(places.back());
    who_.emplace(id, who);
  }
  places_ = Places(std::move(places));
}

void Standing::see(CampaignId id, const ObservedCampaign* campaign) {
  if (!spacing_) return;
  const auto [known, is_new] = who_.emplace(id, static_cast<std::uint32_t>(campaigns_.size()));
  if (is_new) {
    campaigns_.push_back(id);
    place_of_.emplace_back();
  }
  auto& place = place_of_[known->second];
  if (place) places_.take(*place);
  place.reset();
  const auto start = campaign != nullptr ? start_of(*campaign) : std::nullopt;
  if (!start) return;
  place = Place{senders_.of(*campaign).number, *start, known->second};
  places_.put(*place);
}

std::optional<Verdict> Standing::objection(const ObservedCampaign& campaign, const StartWish& wish) {
  if (!spacing_ || !(wish.arms || wish.moves_time || wish.changes_number)) return std::nullopt;
  const Sender sender = wish.number != nullptr ? senders_.of(*wish.number) : senders_.of(campaign);
  const auto own = who_.find(campaign.id);
  const auto other = too_near(places_, sender.number, wish.start, *spacing_,
                              own != who_.end() ? std::optional(own->second) : std::nullopt);
  if (!other) return std::nullopt;
  const std::string name = "campaign " + campaigns_[other->who].str();
  return Verdict{"spacing",
                 Answer::kObjects,
                 to_rfc3339(wish.start),
                 against_spacing(wish.start, other->start, name, *spacing_),
                 {},
                 {}};
}

}  // namespace campaignd
