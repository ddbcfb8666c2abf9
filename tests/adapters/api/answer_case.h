// One answer of the service, as a test writes it, and what the reader makes of it.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "adapters/api/answers.h"

namespace campaignd::test {

inline constexpr std::string_view kKey = "sk_live_0123456789abcdef";
inline constexpr std::string_view kId = "665f0c2ab1e4d2a7c9f01234";

ApiKey key();
CampaignId campaign_id(std::string_view text = kId);
WallTime at(std::string_view rfc3339);

GetCampaign get_campaign();
PatchCampaign patch_campaign();

// An answer whose status and body a test gives; `answered_at` is 2026-11-23T09:00:00Z.
HttpAnswer answer(int status, std::string body);

tl::expected<ApiContent, CallFailure> read(const ApiCall& call, const HttpAnswer& answer);

// What is expected to be understood: REQUIREs it. `record` and `records` stand for `data`.
ObservedCampaign campaign_in(std::string_view record);
CampaignList list_in(std::string_view records);
// What is expected to be wrong with the one campaign that was asked for.
CallFailure failure_of(const ApiCall& call, const HttpAnswer& answer);
std::string trouble_with(std::string_view record);

bool says(std::string_view text, std::string_view words);

}  // namespace campaignd::test
