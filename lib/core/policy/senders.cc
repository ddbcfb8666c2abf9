#include "core/policy/senders.h"

#include <algorithm>

namespace campaignd {

Senders::Senders(const Catalog* catalog) {
  if (catalog == nullptr) return;
  by_id_.reserve(catalog->numbers.size());
  for (const CatalogNumber& known : catalog->numbers) {
    const auto next = static_cast<std::uint32_t>(by_text_.size());
    const std::string key = known.number.digits.empty() ? known.id.str() : known.number.digits;
    Sender sender = by_text_.emplace(key, Sender{next, Sender::kUnknown}).first->second;
    if (known.account < catalog->accounts.size()) {
      sender.business = static_cast<std::uint32_t>(catalog->accounts[known.account].business);
      by_text_[key].business = sender.business;
    }
    by_id_.emplace_back(known.id, sender);
  }
  std::ranges::sort(by_id_, {}, [](const auto& known) { return known.first; });
}

Sender Senders::of(const CatalogNumber& number) const {
  const auto it = std::ranges::lower_bound(by_id_, number.id, {}, [](const auto& known) { return known.first; });
  return it != by_id_.end() && it->first == number.id ? it->second : Sender{};
}

Sender Senders::of(const ObservedCampaign& campaign) {
  if (!campaign.phone_number) return {};
  const ObservedNumber& seen = *campaign.phone_number;
  if (seen.id) {
    const auto it = std::ranges::lower_bound(by_id_, *seen.id, {}, [](const auto& known) { return known.first; });
    if (it != by_id_.end() && it->first == *seen.id) return it->second;
  }
  if (seen.number.digits.empty() && !seen.id) return {};
  const auto next = static_cast<std::uint32_t>(by_text_.size());
  const std::string key = seen.number.digits.empty() ? seen.id->str() : seen.number.digits;
  return by_text_.emplace(key, Sender{next, Sender::kUnknown}).first->second;
}

}  // namespace campaignd
