// Campaigns live as the API's page says, by a clock that only the test moves.
#include <doctest/doctest.h>

#include "simulator_test/served.h"

namespace campaignd::simulator::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kItsTime = "2026-06-01T11:00:00.000Z";

TEST_CASE("a scheduled campaign starts at its instant, not a millisecond before") {
  Served served;
  served.advance(2h - 1ms);
  CHECK(served.campaign(kScheduled)["status"] == "scheduled");
  served.advance(1ms);
  const Json started = served.campaign(kScheduled);
  CHECK(started["status"] == "running");
  CHECK(started["startedAt"] == kItsTime);
  CHECK(started["billingStatus"] == "reserved");
  CHECK(served.patch(kScheduled, {{"scheduleType", "now"}, {"scheduledFor", nullptr}}).status == 400);
}

TEST_CASE("a running campaign ends when its time is up, and says what became of its recipients") {
  Served served{{{"runningMs", 60000}}};
  served.advance(2h);
  served.advance(59'999ms);
  CHECK(served.campaign(kScheduled)["status"] == "running");
  served.advance(1ms);
  const Json ended = served.campaign(kScheduled);
  CHECK(ended["status"] == "completed");
  CHECK(ended["completedAt"] == "2026-06-01T11:01:00.000Z");
  CHECK(ended["sentCount"] == 10);
}

TEST_CASE("a leap over days leaves each campaign where it would have come") {
  Served served;
  served.advance(48h);
  const Json ended = served.campaign(kScheduled);
  CHECK(ended["status"] == "completed");
  CHECK(ended["startedAt"] == kItsTime);
  CHECK(served.campaign(kRunning)["status"] == "completed");
  CHECK(served.campaign(kDraft)["status"] == "draft");
  CHECK(served.campaign(kSample)["status"] == "draft");
}

TEST_CASE("a disarm makes it a draft, which never starts; an arm puts it back on the clock") {
  Served served;
  const Json disarmed = served.patch(kScheduled, {{"scheduleType", "now"}, {"scheduledFor", nullptr}}).body["data"];
  CHECK(disarmed["status"] == "draft");
  CHECK(disarmed["scheduledFor"] == nullptr);
  served.advance(3h);
  CHECK(served.campaign(kScheduled)["status"] == "draft");

  const Json armed =
      served.patch(kScheduled, {{"scheduleType", "schedule"}, {"scheduledFor", "2026-06-01T13:00:00.000Z"}})
          .body["data"];
  CHECK(armed["status"] == "scheduled");
  CHECK(armed["scheduledFor"] == "2026-06-01T13:00:00.000Z");
  served.advance(1h);
  CHECK(served.campaign(kScheduled)["status"] == "running");
}

TEST_CASE("a draft forgets its time or keeps it, by the option") {
  for (const bool clears : {true, false}) {
    Served served{{{"clearsScheduledFor", clears}}};
    const Json draft = served.patch(kScheduled, {{"scheduleType", "now"}, {"scheduledFor", nullptr}}).body["data"];
    CHECK(draft["status"] == "draft");
    CHECK(draft["scheduledFor"] == (clears ? Json(nullptr) : Json(kItsTime)));
  }
}

TEST_CASE("a time without scheduleType is refused, taken or ignored, by the option") {
  const auto after = [](std::string_view option) {
    Served served{{{"timeAlone", option}}};
    const int status = served.patch(kScheduled, {{"scheduledFor", "2026-06-01T12:00:00.000Z"}}).status;
    return std::to_string(status) + " " + text_at(served.campaign(kScheduled), "scheduledFor");
  };
  CHECK(after("refuse") == "400 2026-06-01T11:00:00.000Z");
  CHECK(after("take") == "200 2026-06-01T12:00:00.000Z");
  CHECK(after("ignore") == "200 2026-06-01T11:00:00.000Z");
}

TEST_CASE("a campaign that cannot be sent at its hour fails, or runs all the same, by the option") {
  const auto status_after = [](std::string_view at_start, const Json& spoilt) {
    Served served{{{"atStart", at_start}}};
    served.simulator().edit(kScheduled, spoilt);
    served.advance(2h);
    return text_at(served.campaign(kScheduled), "status");
  };
  CHECK(status_after("fail", {{"recipients", 0}}) == "failed");
  CHECK(status_after("fail", {{"recipients", 1000}}) == "failed");  // more than the credit
  CHECK(status_after("fail", {{"template", kPendingOffer}}) == "failed");
  CHECK(status_after("fail", {{"recipients", 1}}) == "running");
  CHECK(status_after("run", {{"recipients", 0}}) == "running");
}

TEST_CASE("a start reserves credit; a scheduled campaign and one without recipients cannot be started by hand") {
  Served served;
  CHECK(served.get("/info").text == R"({"projectName":"Shop","credit":10000})");
  CHECK(served.send("POST", Served::one(kDraft) + "/start").body["data"]["status"] == "running");
  CHECK(served.get("/info").text == R"({"projectName":"Shop","credit":9150})");
  CHECK(served.send("POST", Served::one(kScheduled) + "/start").status == 400);
  served.simulator().edit(kScheduled, {{"status", "draft"}, {"recipients", 0}});
  CHECK(served.send("POST", Served::one(kScheduled) + "/start").status == 400);
}

TEST_CASE("a changed template brings its category along") {
  Served served;
  CHECK(served.patch(kDraft, {{"templateId", kGreetingEn}}).body["data"]["category"] == "UTILITY");
  CHECK(served.patch(kDraft, {{"templateId", kGreetingAr}, {"category", "UTILITY"}}).body["data"]["category"] ==
        "UTILITY");
}

TEST_CASE("a campaign can be created, given recipients up to a thousand, and started") {
  Served served;
  const Json made = served
                        .send("POST", "/whatsapp/campaigns",
                              to_text({{"name", "Made"}, {"templateId", kGreetingAr}, {"phoneNumberId", kNumber}}))
                        .body["data"];
  CHECK(made["status"] == "draft");
  const std::string target = Served::one(text_at(made, "_id"));
  Json recipients = Json::array();
  for (int i = 0; i < 1000; ++i) recipients.push_back({{"phoneNumber", "+964770" + std::to_string(1000000 + i)}});
  CHECK(served.send("POST", target + "/recipients", to_text({{"recipients", recipients}})).status == 200);
  CHECK(served.send("POST", target + "/recipients", to_text({{"recipients", recipients}})).status == 400);
  CHECK(served.send("POST", target + "/recipients", R"({"recipients":[{"phoneNumber":"+9647802222222"}]})").status ==
        400);
  CHECK(served.get(target).body["data"]["totalRecipients"] == 1000);
  CHECK(served.send("POST", target + "/start").status == 400);  // 1000 recipients cost more than the credit
}

TEST_CASE("the Date header is the moved clock's") {
  Served served;
  served.advance(24h);
  const auto headers = served.get("/info").headers;
  const auto date = headers.find("Date");
  REQUIRE(date != headers.end());
  CHECK(date->second == "Tue, 02 Jun 2026 09:00:00 GMT");
}

}  // namespace
}  // namespace campaignd::simulator::testing
