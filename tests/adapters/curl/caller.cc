#include "adapters/curl/caller.h"

#include <doctest/doctest.h>

#include <utility>

#include "adapters/curl/easy_call.h"

namespace campaignd::curl_test {

ApiKey key(std::string_view text) {
  return ApiKey::parse(text).value();
}

GetCampaign get(std::string_view id) {
  return {CampaignId::parse(id).value()};
}

PatchCampaign rename(std::string_view id, std::string name) {
  Patch patch;
  patch.name = std::move(name);
  return {CampaignId::parse(id).value(), patch};
}

ListCampaigns list(CampaignStatus status) {
  return {status, std::nullopt};
}

CurlOptions options(const std::string& base_url, std::chrono::milliseconds timeout) {
  CurlOptions options;
  options.base_url = base_url;
  options.timeout = timeout;
  options.user_agent = "campaignd/0.0.0";
  return options;
}

std::string url_of(const Served& served) {
  return "http://127.0.0.1:" + std::to_string(served.port()) + "/api";
}

Reply Caller::next() {
  auto reply = transport.await(monotonic_now() + kPatience);
  REQUIRE(reply.has_value());
  return std::move(*reply);
}

Reply Caller::call(const ApiCall& call) {
  const CallNumber number = transport.send(call);
  Reply reply = next();
  REQUIRE(reply.call == number);
  return reply;
}

CallFailure Caller::failure_of(const ApiCall& one) {
  const Reply reply = call(one);
  REQUIRE_FALSE(reply.result.has_value());
  CHECK(reply.result.error().http_status == reply.http_status);
  return reply.result.error();
}

ObservedCampaign Caller::campaign_of(const ApiCall& one) {
  const Reply reply = call(one);
  if (!reply.result) FAIL(reply.result.error().detail);
  return std::get<ObservedCampaign>(*reply.result);
}

CampaignList Caller::list_of(const ApiCall& one) {
  const Reply reply = call(one);
  if (!reply.result) FAIL(reply.result.error().detail);
  return std::get<CampaignList>(*reply.result);
}

bool says(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

std::size_t requests(Served& served, const std::string& method) {
  return served.simulator().requests({.method = method}).size();
}

}  // namespace campaignd::curl_test
