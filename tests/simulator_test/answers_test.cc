// The shapes and lists that the reference leaves open, each on request.
#include <doctest/doctest.h>

#include "simulator_test/served.h"

namespace campaignd::simulator::testing {
namespace {

using Ids = std::vector<std::string>;

// Newest first.
const Ids kAll{std::string{kSample}, std::string{kRunning}, std::string{kDraft}, std::string{kScheduled}};

TEST_CASE("template and phoneNumber come in four shapes, the same from list, get and PATCH") {
  const Json bare_template = {{"name", "greeting"}, {"language", "ar"}, {"category", "MARKETING"}};
  const Json bare_number = {
      {"displayPhoneNumber", "+964 770 123 4567"}, {"phoneNumber", "+9647701234567"}, {"verifiedName", "Shop"}};
  const auto with = [](const char* key, std::string_view id, const Json& bare) {
    Json object = {{key, id}};
    object.update(bare);
    return object;
  };
  struct Case {
    const char* shape;
    Json in_template;
    Json in_number;
  };
  for (const Case& one :
       {Case{"id", kGreetingAr, kNumber},
        Case{"object-_id", with("_id", kGreetingAr, bare_template), with("_id", kNumber, bare_number)},
        Case{"object-id", with("id", kGreetingAr, bare_template), with("id", kNumber, bare_number)},
        Case{"object-bare", bare_template, bare_number}}) {
    CAPTURE(one.shape);
    Served served{{{"shape", one.shape}}};
    for (const Json& campaign : {served.get("/whatsapp/campaigns?status=scheduled").body["data"][0],
                                 served.campaign(kScheduled), served.patch(kScheduled, Json::object()).body["data"]}) {
      CHECK(campaign["template"] == one.in_template);
      CHECK(campaign["phoneNumber"] == one.in_number);
    }
  }
}

TEST_CASE("list, get and PATCH can each have a shape of their own") {
  Served served{
      {{"shape", "id"}, {"listShape", "object-id"}, {"getShape", "object-_id"}, {"patchShape", "object-bare"}}};
  const auto keys = [](const Json& campaign) {
    const Json& seen = campaign.at("template");
    return std::string{seen.contains("_id") ? "_id" : ""} + (seen.contains("id") ? "id" : "");
  };
  CHECK(keys(served.get("/whatsapp/campaigns").body["data"][0]) == "id");
  CHECK(keys(served.campaign(kDraft)) == "_id");
  CHECK(keys(served.patch(kDraft, Json::object()).body["data"]) == "");
}

TEST_CASE("what is absent is null") {
  Served served;
  const Json draft = served.campaign(kDraft);
  for (const char* field : {"scheduledFor", "startedAt", "completedAt", "sampleOfCampaign"}) {
    CAPTURE(field);
    CHECK(draft.at(field).is_null());
  }
}

TEST_CASE("the list is whole and newest first, and filtered by status") {
  Served served;
  CHECK(served.listed_ids() == kAll);
  CHECK(served.listed_ids("?status=draft") == Ids{kAll[0], kAll[2]});
  CHECK(served.listed_ids("?status=scheduled") == Ids{kAll[3]});
  CHECK(served.listed_ids("?status=failed").empty());
}

TEST_CASE("the list is paged only where both page and limit are given") {
  Served served;
  CHECK(served.listed_ids("?page=1&limit=3") == Ids{kAll[0], kAll[1], kAll[2]});
  CHECK(served.listed_ids("?page=2&limit=3") == Ids{kAll[3]});
  CHECK(served.listed_ids("?page=2") == kAll);
  CHECK(served.listed_ids("?limit=1") == kAll);
}

TEST_CASE("a page past the end is empty, an error, or the last one again, by the option") {
  const auto past_end = [](std::string_view option) {
    Served served{{{"pastEnd", option}}};
    const Reply reply = served.get("/whatsapp/campaigns?page=3&limit=3");
    return std::to_string(reply.status) + " " + std::to_string(reply.body.value("data", Json::array()).size());
  };
  CHECK(past_end("empty") == "200 0");
  CHECK(past_end("error") == "400 0");
  CHECK(past_end("last") == "200 1");
}

TEST_CASE("a list that is cut short loses its oldest, and pages show them") {
  Served served{{{"listMax", 3}}};
  CHECK(served.listed_ids() == Ids{kAll[0], kAll[1], kAll[2]});
  CHECK(served.listed_ids("?page=1&limit=100") == kAll);
}

TEST_CASE("a list can hold campaigns twice, ids in upper case, and no samples") {
  Served doubled{{{"listDuplicates", 1}}};
  CHECK(doubled.listed_ids() == Ids{kAll[0], kAll[1], kAll[2], kAll[3], kAll[0]});
  Served upper{{{"upperCaseIds", true}}};
  CHECK(upper.listed_ids("?status=scheduled") == Ids{"665F0C2AB1E4D2A7C9F01231"});
  Served without{{{"listSamples", false}}};
  CHECK(without.listed_ids() == Ids{kAll[1], kAll[2], kAll[3]});
  CHECK(without.get(Served::one(kSample)).status == 200);
}

TEST_CASE("a campaign comes with one page of its recipients, filtered by the query") {
  Served served;
  const Json page = served.get(Served::one(kScheduled) + "?page=4&limit=3").body["data"];
  CHECK(page["recipients"].size() == 1);
  CHECK(page["pagination"] == Json{{"total", 10}, {"pages", 4}, {"page", 4}, {"limit", 3}});
  CHECK(served.get(Served::one(kScheduled) + "?status=read").body["data"]["recipients"].empty());
  CHECK(page["linkedSampleCampaigns"][0]["_id"] == kSample);
}

TEST_CASE("the resources hold every documented field, and components where they are asked for") {
  Served served;
  const Json data = served.get("/whatsapp/resources").body["data"];
  CHECK(data["summary"] ==
        Json{{"businessCount", 1}, {"accountCount", 2}, {"phoneNumberCount", 2}, {"templateCount", 5}});
  const Json& account = data["businesses"][0]["whatsappAccounts"][0];
  CHECK(account["phoneNumbers"][0]["status"] == "CONNECTED");
  CHECK(account["phoneNumbers"][0]["messagingLimit"] == "TIER_1K");
  CHECK(account["templates"][2]["status"] == "PENDING");
  CHECK_FALSE(account["templates"][0].contains("components"));
  const Json with = served.get("/whatsapp/resources?includeTemplateComponents=true").body["data"];
  CHECK(with["businesses"][0]["whatsappAccounts"][0]["templates"][0]["components"][0]["type"] == "BODY");
}

TEST_CASE("answers are gzipped where the option says so and the client takes it") {
  Served served{{{"compress", true}}};
  httplib::Client client{"127.0.0.1", served.port()};
  client.set_decompress(false);
  const auto get = [&](const char* encoding) {
    return client.Get("/api/info", {{"Authorization", "Bearer sk_dev_simulator"}, {"Accept-Encoding", encoding}});
  };
  CHECK(get("br, gzip")->get_header_value("Content-Encoding") == "gzip");
  CHECK(get("identity")->get_header_value("Content-Encoding") == "");
}

TEST_CASE("more requests in a second than the rate limit allows get the documented 429") {
  Served served{{{"rateLimit", 2}}};
  CHECK(served.get("/info").status == 200);
  CHECK(served.get("/info").status == 200);
  const Reply refused = served.get("/info");
  CHECK(refused.status == 429);
  CHECK(refused.body["waitMinutes"] == 1);
  CHECK(refused.headers.find("Retry-After")->second == "1");
}

}  // namespace
}  // namespace campaignd::simulator::testing
