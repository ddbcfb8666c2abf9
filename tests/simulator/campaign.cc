#include "simulator/campaign.h"

namespace campaignd::simulator {

bool is_editable(const Campaign& campaign) {
  return !campaign.is_sample && (campaign.status == "draft" || campaign.status == "scheduled");
}

int recipient_count(const Campaign& campaign) {
  return static_cast<int>(campaign.recipients.size()) + campaign.numbered_recipients;
}

std::string recipient_number(const Campaign& campaign, int index) {
  const auto position = static_cast<std::size_t>(index);
  if (position < campaign.recipients.size()) return campaign.recipients[position].phone_number;
  // Seven digits that differ within a campaign and, mostly, between two.
  std::uint64_t start = 0;
  for (const char c : campaign.id) start = start * 31 + static_cast<unsigned char>(c);
  return "+964770" + std::to_string(1000000 + (start + position) % 9000000);
}

std::string_view recipient_status(const Campaign& campaign, int index) {
  if (campaign.status == "completed") {
    return index < recipient_count(campaign) - failed_recipients(campaign) ? "delivered" : "failed";
  }
  return campaign.status == "failed" ? "failed" : "queued";
}

int failed_recipients(const Campaign& campaign) {
  if (campaign.status == "failed") return recipient_count(campaign);
  return campaign.status == "completed" ? recipient_count(campaign) / 50 : 0;
}

std::int64_t estimated_cost(const Campaign& campaign) {
  constexpr std::int64_t kMarketing = 85;
  constexpr std::int64_t kUtility = 25;
  return recipient_count(campaign) * (campaign.category == "UTILITY" ? kUtility : kMarketing);
}

}  // namespace campaignd::simulator
