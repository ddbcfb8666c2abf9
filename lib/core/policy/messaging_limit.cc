#include "core/policy/messaging_limit.h"

#include <charconv>

namespace campaignd {

std::optional<std::int64_t> recipients_of_tier(std::string_view word) {
  constexpr std::string_view kTier = "TIER_";
  if (!word.starts_with(kTier)) return std::nullopt;
  word.remove_prefix(kTier.size());
  std::int64_t factor = 1;
  if (word.ends_with('K')) factor = 1000;
  if (word.ends_with('M')) factor = 1'000'000;
  if (factor != 1) word.remove_suffix(1);
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
  if (error != std::errc{} || end != word.data() + word.size() || count <= 0 || count > 1'000'000) return std::nullopt;
  return count * factor;
}

std::vector<std::optional<Limit>> limits_of(const Catalog& catalog) {
  std::vector<std::optional<Limit>> limits;
  std::vector<std::size_t> without;  // businesses that have none, or none that is known
  for (const CatalogNumber& number : catalog.numbers) {
    if (number.account >= catalog.accounts.size()) continue;
    const std::size_t business = catalog.accounts[number.account].business;
    if (business >= limits.size()) limits.resize(business + 1);
    const auto recipients = recipients_of_tier(number.messaging_limit);
    if (!recipients) {
      const bool says_nothing = number.messaging_limit.empty() || number.messaging_limit == "NOT_SET";
      if (!says_nothing) without.push_back(business);
      continue;
    }
    auto& limit = limits[business];
    if (!limit || limit->recipients < *recipients) limit = Limit{*recipients, number.messaging_limit};
  }
  for (const std::size_t business : without) limits[business].reset();
  return limits;
}

std::optional<std::string> against_limit(const Limit& limit, std::int64_t recipients) {
  if (recipients <= limit.recipients) return std::nullopt;
  return std::to_string(recipients) + " recipients of its business in 24 h, more than the limit of " +
         std::to_string(limit.recipients) + " (" + limit.word + ")";
}

}  // namespace campaignd
