// What goes over the wire when nothing is wrong.
#include <doctest/doctest.h>

#include <cstdlib>
#include <mutex>
#include <string>

#include "adapters/curl/caller.h"
#include "adapters/curl/raw_server.h"

namespace campaignd::curl_test {
namespace {

using simulator::testing::kGreetingAr;

TEST_CASE("every call is one request, with the key, our name and the right path, and its answer is understood") {
  Served served;
  Caller caller(served);
  CHECK(caller.list_of(list()).campaigns.size() == 2);  // the sample among them
  CHECK(caller.list_of(ListCampaigns{CampaignStatus::kScheduled, 1}).campaigns.size() == 1);
  CHECK(caller.campaign_of(get(kScheduled)).name == "Scheduled");
  CHECK(caller.campaign_of(rename()).name == "Renamed");
  const Reply resources = caller.call(GetResources{});
  REQUIRE(resources.result);
  CHECK(std::get<Catalog>(*resources.result).numbers.size() == 2);
  const Reply project = caller.call(GetProject{});
  REQUIRE(project.result);
  CHECK(std::get<Project>(*project.result) == Project{"Shop", 10'000});

  const auto log = served.simulator().requests();
  REQUIRE(log.size() == 6);
  CHECK(log[0].target == "/api/whatsapp/campaigns?status=draft");
  CHECK(log[1].target == "/api/whatsapp/campaigns?status=scheduled&page=1&limit=100");
  CHECK(log[2].target == "/api/whatsapp/campaigns/" + std::string(kScheduled) + "?limit=1");
  CHECK(log[3].method == "PATCH");
  CHECK(log[3].target == "/api/whatsapp/campaigns/" + std::string(kDraft));
  CHECK(log[3].body == R"({"name":"Renamed"})");
  CHECK(log[3].content_type == "application/json");
  CHECK(log[4].target == "/api/whatsapp/resources");
  CHECK(log[5].target == "/api/info");
  for (const auto& request : log) {
    CAPTURE(request.number);
    CHECK(request.has_right_key);
    CHECK(request.user_agent == "campaignd/0.0.0");
    CHECK(request.target.find(kKey) == request.target.npos);
    if (request.method == "GET") CHECK(request.body.empty());
  }
}

TEST_CASE("a reply tells the status, the service's time, how long it took and how much came") {
  Served served;
  Caller caller(served);
  served.inject({{"kind", "delay"}, {"delayMs", 30}});
  const Reply reply = caller.call(get());
  CHECK(reply.http_status == 200);
  CHECK(reply.server_date == parse_rfc3339(simulator::testing::kNow));
  CHECK(reply.duration >= 30ms);
  CHECK(reply.bytes > 100);
}

TEST_CASE("connections are kept: one call after another goes over the same one") {
  Served served;
  Caller caller(served);
  for (int i = 0; i < 3; ++i) caller.campaign_of(get());
  caller.campaign_of(rename());
  caller.campaign_of(get());
  const auto log = served.simulator().requests();
  REQUIRE(log.size() == 5);
  for (const auto& request : log) CHECK(request.connection == log.front().connection);
}

TEST_CASE("calls are in flight together") {
  Served served(Json{{"delayMs", 50}});
  Caller caller(served);
  for (int i = 0; i < 8; ++i) caller.transport.send(get());
  for (int i = 0; i < 8; ++i) CHECK(caller.next().result);
  CHECK(served.simulator().state()["counters"]["mostInFlight"].get<int>() > 1);
}

TEST_CASE("the shapes that the API's page leaves open all name the same template and number") {
  for (const char* shape : {"id", "object-_id", "object-id", "object-bare", "mixed"}) {
    CAPTURE(shape);
    Served served(Json{{"shape", shape}});
    Caller caller(served);
    for (const auto& campaign :
         {caller.campaign_of(get(kScheduled)), caller.list_of(list(CampaignStatus::kScheduled)).campaigns.at(0),
          caller.campaign_of(rename(kScheduled))}) {
      CHECK(campaign.id.text() == kScheduled);
      REQUIRE(campaign.message_template);
      REQUIRE(campaign.phone_number);
      const auto& wording = *campaign.message_template;
      const auto& number = *campaign.phone_number;
      CHECK((wording.id ? wording.id->text() == kGreetingAr : wording.name + wording.language == "greetingar"));
      CHECK((number.id ? number.id->text() == kNumber : number.number.digits == "9647701234567"));
    }
  }
}

TEST_CASE("ids in upper case are the same ids") {
  Served served(Json{{"upperCaseIds", true}});
  Caller caller(served);
  CHECK(caller.campaign_of(get()).id.text() == kDraft);
  CHECK(caller.campaign_of(rename()).id.text() == kDraft);
}

TEST_CASE("a new key is used from the next call on") {
  Served served;
  Caller caller(served);
  caller.transport.set_key(key("sk_dev_of_somebody_else"));
  CHECK(caller.failure_of(get()).kind == FailureKind::kUnauthorized);
  caller.transport.set_key(key());
  CHECK(caller.campaign_of(get()).name == "Draft");
}

TEST_CASE("no compression is asked for") {
  Served served(Json{{"compress", true}});
  Caller caller(served);
  CHECK(caller.campaign_of(get()).name == "Draft");
}

TEST_CASE("https goes through a tunnel of the proxy that the environment names, which sees neither key nor call") {
  std::mutex mutex;
  std::string heads;
  RawServer proxy([&](int /*number*/, const std::string& head) {
    const std::lock_guard lock(mutex);
    heads += head;
    return Said{"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", {}, true};
  });
  for (const char* name : {"no_proxy", "NO_PROXY"}) ::unsetenv(name);
  ::setenv("https_proxy", proxy.url().c_str(), 1);
  Caller caller(options("https://api.invalid/api"));

  const CallFailure failure = caller.failure_of(rename());

  ::unsetenv("https_proxy");
  CHECK(failure.kind == FailureKind::kNeverSent);
  const std::lock_guard lock(mutex);
  CHECK(heads.starts_with("CONNECT api.invalid:443 HTTP/1.1\r\n"));
  CHECK_FALSE(says(heads, kKey));
  CHECK_FALSE(says(heads, kDraft));
}

TEST_CASE("plain http goes through no proxy, whatever the environment says") {
  Served served;
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::setenv(name, "http://127.0.0.1:1", 1);
  ::unsetenv("no_proxy");
  Caller caller(served);
  CHECK(caller.campaign_of(get()).name == "Draft");
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
}

}  // namespace
}  // namespace campaignd::curl_test
