#include "adapters/api/answer_case.h"

#include <doctest/doctest.h>

#include <utility>

namespace campaignd::test {

ApiKey key() {
  return ApiKey::parse(kKey).value();
}

CampaignId campaign_id(std::string_view text) {
  return CampaignId::parse(text).value();
}

WallTime at(std::string_view rfc3339) {
  return parse_rfc3339(rfc3339).value();
}

GetCampaign get_campaign() {
  return {campaign_id()};
}

PatchCampaign patch_campaign() {
  Patch patch;
  patch.name = "Eid greeting";
  return {campaign_id(), patch};
}

HttpAnswer answer(int status, std::string body) {
  return {status, "application/json", "", std::move(body), at("2026-11-23T09:00:00.000Z")};
}

tl::expected<ApiContent, CallFailure> read(const ApiCall& call, const HttpAnswer& answer) {
  AnswerReader reader;
  return reader.read(call, answer, key());
}

ObservedCampaign campaign_in(std::string_view record) {
  const std::string body = R"({"success":true,"data":)" + std::string(record) + "}";
  const auto result = read(get_campaign(), answer(200, body));
  if (!result) FAIL(result.error().detail);
  return std::get<ObservedCampaign>(*result);
}

CampaignList list_in(std::string_view records) {
  const std::string body = R"({"success":true,"data":)" + std::string(records) + "}";
  const auto result = read(ListCampaigns{}, answer(200, body));
  if (!result) FAIL(result.error().detail);
  return std::get<CampaignList>(*result);
}

CallFailure failure_of(const ApiCall& call, const HttpAnswer& answer) {
  const auto result = read(call, answer);
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

std::string trouble_with(std::string_view record) {
  const std::string body = R"({"success":true,"data":)" + std::string(record) + "}";
  const CallFailure failure = failure_of(get_campaign(), answer(200, body));
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  return failure.detail;
}

bool says(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace campaignd::test
