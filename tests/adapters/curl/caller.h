// A real transport to whatever listens on a loopback port, and what a test asks of it: one call and its reply, at most
// twenty seconds later.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/curl/curl_transport.h"
#include "simulator_test/served.h"

namespace campaignd::curl_test {

using namespace std::chrono_literals;
using simulator::Json;
using simulator::testing::kDraft;
using simulator::testing::kNumber;
using simulator::testing::kScheduled;
using simulator::testing::Served;

inline constexpr std::string_view kKey = "sk_dev_simulator";
inline constexpr std::chrono::seconds kPatience{20};

ApiKey key(std::string_view text = kKey);
GetCampaign get(std::string_view id = kDraft);
PatchCampaign rename(std::string_view id = kDraft, std::string name = "Renamed");
ListCampaigns list(CampaignStatus status = CampaignStatus::kDraft);

// For a service in this process that is to answer; a test of time-outs gives a short one.
CurlOptions options(const std::string& base_url, std::chrono::milliseconds timeout = kPatience);
std::string url_of(const Served& served);

class Caller {
 public:
  explicit Caller(CurlOptions options) : transport(std::move(options), key()) {}
  explicit Caller(const Served& served, std::chrono::milliseconds timeout = kPatience)
      : Caller(options(url_of(served), timeout)) {}

  CurlTransport transport;

  // REQUIREs a reply.
  Reply next();
  Reply call(const ApiCall& call);
  CallFailure failure_of(const ApiCall& call);  // REQUIREs that it fails
  ObservedCampaign campaign_of(const ApiCall& call);
  CampaignList list_of(const ApiCall& call);
};

[[nodiscard]] bool says(std::string_view text, std::string_view words);

// Of the requests that the service got.
[[nodiscard]] std::size_t requests(Served& served, const std::string& method);

}  // namespace campaignd::curl_test
