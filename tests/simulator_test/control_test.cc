// The calls under /_sim/: looking at the simulated service and steering it, from outside its process.
#include <doctest/doctest.h>

#include "simulator_test/served.h"

namespace campaignd::simulator::testing {
namespace {

TEST_CASE("control calls need no key, are not logged, and are not hit by faults") {
  Served served;
  served.inject({{"kind", "drop"}, {"times", 0}});
  CHECK(served.control("GET", "state").status == 200);
  CHECK(served.control("GET", "requests").body["count"] == 0);
  CHECK(served.control("GET", "nothing").status == 404);
}

TEST_CASE("the log holds every request in order: what was asked, what it did, and what was answered") {
  Served served;
  served.inject({{"kind", "drop"}, {"method", "PATCH"}, {"applies", "yes"}});
  served.patch(kDraft, {{"name", "Renamed"}});
  served.patch(kUnknown, {{"name", "Renamed"}});
  served.get("/info");

  const Json log = served.control("GET", "requests").body;

  REQUIRE(log["count"] == 3);
  const Json& dropped = log["requests"][0];
  CHECK(dropped["n"] == 1);
  CHECK(dropped["at"] == kNow);
  CHECK(dropped["method"] == "PATCH");
  CHECK(dropped["campaign"] == kDraft);
  CHECK(dropped["body"] == Json{{"name", "Renamed"}});
  CHECK(dropped["keyIsRight"] == true);
  CHECK(dropped["status"] == nullptr);
  CHECK(dropped["effectStatus"] == 200);
  CHECK(dropped["fault"] == "drop");
  CHECK(log["requests"][1]["status"] == 404);
  CHECK(log["requests"][2]["target"] == "/api/info");
  CHECK(log["requests"][2]["fault"] == nullptr);
}

TEST_CASE("the log can be asked by method, by campaign and from a number on, and emptied") {
  Served served;
  served.get("/info");
  served.patch(kDraft, {{"name", "Renamed"}});
  served.patch(kScheduled, {{"name", "Renamed"}});
  const auto count = [&](const std::string& query) {
    return served.control("GET", "requests" + query).body["count"].get<int>();
  };
  CHECK(count("?method=PATCH") == 2);
  CHECK(count("?campaign=" + std::string{kDraft}) == 1);
  CHECK(count("?after=2") == 1);
  CHECK(served.control("GET", "requests?methods=PATCH").status == 400);
  served.control("DELETE", "requests");
  CHECK(count("") == 0);
  CHECK(served.control("GET", "state").body["counters"]["requests"] == 3);
}

TEST_CASE("the API key is nowhere in the log") {
  Served served;
  served.get("/info");
  CHECK(served.control("GET", "requests").text.find("sk_dev") == std::string::npos);
}

TEST_CASE("the clock can be set, moved on, stopped and let go") {
  Served served;
  const auto now_after = [&](const char* how) { return text_at(served.control("POST", "clock", how).body, "now"); };
  CHECK(now_after(R"({"advanceMs":1500})") == "2026-06-01T09:00:01.500Z");
  CHECK(now_after(R"({"set":"2026-07-01T00:00:00.000Z"})") == "2026-07-01T00:00:00.000Z");
  CHECK(now_after(R"({"set":"+1d@18:00"})") == "2026-07-02T15:00:00.000Z");
  CHECK(served.control("POST", "clock", R"({"frozen":false})").body["frozen"] == false);
  CHECK(served.control("POST", "clock", R"({"set":"soon"})").status == 400);
  CHECK(served.control("POST", "clock", R"({"advanceMs":1e300})").status == 400);
}

TEST_CASE("a person's hand in the dashboard sets anything, allowed or not") {
  Served served;
  const std::string path = "campaigns/" + std::string{kScheduled};
  served.control(
      "PUT", path,
      R"({"scheduledFor":"+3h","template":"greeting/en","phoneNumber":"+964 750 765 4321","name":"By hand"})");
  const Json edited = served.campaign(kScheduled);
  CHECK(edited["name"] == "By hand");
  CHECK(edited["scheduledFor"] == "2026-06-01T12:00:00.000Z");
  CHECK(edited["template"]["_id"] == kGreetingEn);
  CHECK(edited["phoneNumber"]["_id"] == kOtherNumber);

  served.control("PUT", path, R"({"status":"archived","scheduledFor":"whenever","omit":["name"]})");
  const Json strange = served.campaign(kScheduled);
  CHECK(strange["status"] == "archived");
  CHECK(strange["scheduledFor"] == "whenever");
  CHECK_FALSE(strange.contains("name"));
}

TEST_CASE("campaigns can be added and taken away") {
  Served served;
  const Reply added =
      served.control("POST", "campaigns", R"({"name":"Added","template":"greeting/en","recipients":3})");
  CHECK(added.status == 201);
  CHECK(served.campaign(text_at(added.body, "_id"))["category"] == "UTILITY");
  CHECK(served.control("DELETE", "campaigns/" + text_at(added.body, "_id")).status == 200);
  CHECK(served.control("DELETE", "campaigns/" + text_at(added.body, "_id")).status == 404);
  CHECK(served.control("DELETE", "campaigns").status == 200);
  CHECK(served.listed_ids().empty());
}

TEST_CASE("a template's and a number's state, and the credit, can change under the client") {
  Served served;
  CHECK(served.control("PUT", "templates/" + std::string{kGreetingAr}, R"({"status":"PAUSED"})").status == 200);
  CHECK(served.control("PUT", "numbers/" + std::string{kNumber}, R"({"status":"FLAGGED"})").status == 200);
  CHECK(served.control("PUT", "info", R"({"credit":12.5})").status == 200);
  const Json account = served.get("/whatsapp/resources").body["data"]["businesses"][0]["whatsappAccounts"][0];
  CHECK(account["templates"][0]["status"] == "PAUSED");
  CHECK(account["phoneNumbers"][0]["status"] == "FLAGGED");
  CHECK(served.get("/info").body["credit"] == 12.5);
}

TEST_CASE("a template that leaves the resources cannot be chosen, and is still shown where it was") {
  Served served;
  Json resources = served.control("GET", "resources").body;
  resources["businesses"][0]["whatsappAccounts"][0]["templates"].erase(1);
  served.control("PUT", "resources", to_text(resources));
  CHECK(served.patch(kDraft, {{"templateId", kGreetingEn}}).status == 400);
  CHECK(served.campaign(kDraft)["template"]["name"] == "greeting");
}

TEST_CASE("a project file with a mistake is refused whole, and says where") {
  Served served;
  const auto refusal = [&](const char* project) {
    const Reply reply = served.control("PUT", "project", project);
    CHECK(reply.status == 400);
    return text_at(reply.body, "error");
  };
  CHECK(refusal(R"({"campains":[]})") == R"(unknown key "campains")");
  CHECK(refusal(R"({"campaigns":[{"name":"Eid","colour":"red"}]})") == R"(campaign Eid: "colour" cannot be "red")");
  CHECK(refusal(R"({"campaigns":[{"name":"Eid","template":"nothing/ar"}]})") ==
        R"(campaign Eid: "template" cannot be "nothing/ar")");
  CHECK(refusal(R"({"campaigns":[{"_id":"123"}]})") == R"(campaign 123: "_id" must be 24 hexadecimal digits)");
  CHECK(refusal(R"({"businesses":[{"whatsappAccounts":[3]}]})") == R"("whatsappAccounts" must be a list of objects)");
  CHECK(refusal(R"({"options":{"shape":"round"}})") == R"(options: "shape" cannot be "round")");
  CHECK(refusal(R"({"faults":[{"kind":"drop"},{}]})") == R"(faults: a fault needs a "kind")");
  CHECK(served.control("GET", "faults").body.empty());
  CHECK(served.listed_ids().size() == 4);
}

TEST_CASE("a generated project is the same from the same seed") {
  Served served;
  const auto generated = [&](int seed) {
    served.control("POST", "generate", R"({"campaigns":50,"seed":)" + std::to_string(seed) + "}");
    return served.get("/whatsapp/campaigns").text;
  };
  const std::string first = generated(3);
  CHECK(served.listed_ids().size() == 50);
  CHECK(first == generated(3));
  CHECK(first != generated(4));
}

TEST_CASE("the state counts requests, and how many were open at once") {
  Served served;
  served.get("/info");
  served.patch(kDraft, {{"name", "Renamed"}});
  const Json counters = served.control("GET", "state").body["counters"];
  CHECK(counters["requests"] == 2);
  CHECK(counters["byMethod"] == Json{{"GET", 1}, {"PATCH", 1}});
  CHECK(counters["inFlight"] == 0);
  CHECK(counters["mostInFlight"] == 1);
}

}  // namespace
}  // namespace campaignd::simulator::testing
