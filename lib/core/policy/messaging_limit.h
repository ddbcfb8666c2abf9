// messagingLimit: a business may write to so many people in any 24 hours, and that is the largest limit of its numbers
// (TIER_1K, UNLIMITED; the words are the vendor's and may be others some day). Recipients are counted as often as they
// stand in a campaign, because who they are is not looked at.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog.h"
#include "core/instant.h"

namespace campaignd {

// The end of a span is not in it: two starts a whole day apart do not count together.
inline constexpr std::chrono::hours kLimitSpan{24};

struct Limit {
  std::int64_t recipients = 0;
  std::string word;  // the vendor's
  friend bool operator==(const Limit&, const Limit&) = default;
};

// TIER_50, TIER_1K, TIER_2M; empty for UNLIMITED, NOT_SET and what is not understood.
std::optional<std::int64_t> recipients_of_tier(std::string_view word);

// By business. Empty where there is none, or none that is known: one of its numbers is unlimited, or none has a word
// that is understood, or one has a word that may mean more than the others.
std::vector<std::optional<Limit>> limits_of(const Catalog& catalog);

// A campaign as it counts.
struct Batch {
  WallTime start{};
  std::int64_t recipients = 0;
};

// `1200 recipients in 24 h, more than the limit of 1000 (TIER_1K)`; empty where they are not more.
std::optional<std::string> against_limit(const Limit& limit, std::int64_t recipients);

}  // namespace campaignd
