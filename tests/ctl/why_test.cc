#include <doctest/doctest.h>

#include <algorithm>

#include "adapters/json/why_json.h"
#include "golden.h"
#include "plans.h"
#include "why_text.h"

namespace campaignd::testing {

namespace {

std::vector<Verdict> every_answer() {
  return {{"suspend", Answer::kAllows, "false", "", {}, {}},
          {"lockWindow", Answer::kAllows, "starts in 7 days, lockWindow is 10 min", "", {}, {}},
          {"sendHours", Answer::kObjects, "2026-12-01 23:00 +03:00", "23:00 is outside 09:00 to 21:00 Asia/Baghdad",
           at("2026-12-02T06:00:00.000Z"), at("2026-12-01T17:59:00.000Z")},
          {"requireRecipients", Answer::kWarns, "0 recipients", "it has no recipients", {}, {}},
          {"spacing", Answer::kNotAsked, "", "spacing is not set", {}, {}}};
}

WhyTextOptions why_options(std::size_t width) {
  WhyTextOptions made;
  made.width = width;
  return made;
}

const PlanEntry& entry_of(const Plan& plan, Action action) {
  for (const PlanEntry& each : plan.entries) {
    if (each.action == action) return each;
  }
  throw std::logic_error("no such entry");
}

}  // namespace

TEST_CASE("the first sentences say what will happen to a campaign, whatever is decided about it") {
  std::string all;
  const Plan plan = plan_with_everything();
  for (const PlanEntry& each : plan.entries) {
    if (each.handle.str().starts_with("steady-")) continue;
    all += each.handle.str() + ": " + outcome_sentences(each, plan.now, {}) + "\n";
  }
  matches_golden("why-sentences.txt", all);
}

TEST_CASE("what keeps changes from being made is said first, and of a change alone") {
  const Plan plan = plan_with_everything();
  const Standstill paused{"paused", "campaignd is paused."};
  const std::string kept = outcome_sentences(entry_of(plan, Action::kUpdate), plan.now, paused);
  CHECK(kept.starts_with("campaignd is paused. It is on the clock for"));
  CHECK(kept.find("that is not done.") != std::string::npos);
  CHECK(kept.find("about to") == std::string::npos);
  CHECK(outcome_sentences(entry_of(plan, Action::kUnchanged), plan.now, paused).find("paused") == std::string::npos);
}

TEST_CASE(
    "a stop that the file asks for goes through a pause, and where nobody makes it the campaign is said to go out") {
  const Plan plan = plan_with_everything();
  const auto stopped = std::find_if(plan.entries.begin(), plan.entries.end(),
                                    [](const PlanEntry& each) { return each.is_requested_disarm; });
  REQUIRE(stopped != plan.entries.end());

  const std::string passes = outcome_sentences(*stopped, plan.now, {"paused", "campaignd is paused."});
  const std::string dead = outcome_sentences(*stopped, plan.now, {"not-running", "campaignd does not run.", false});

  CHECK(passes.find("about to take it off the clock") != std::string::npos);
  CHECK(passes.find("paused") == std::string::npos);
  CHECK(dead.starts_with("campaignd does not run."));
  CHECK(dead.find("it WILL go out") != std::string::npos);
}

TEST_CASE("a campaign whose entry was removed is said to go out all the same, and how to call it off") {
  Unmanaged released{CampaignId::parse("665f0c2ab1e4d2a7c9f01239").value(),
                     "Thank you",
                     "scheduled",
                     at("2026-12-01T08:00:00.000Z"),
                     Handle::parse("thank-you"),
                     false,
                     300};
  const WallTime now = at("2026-11-24T09:00:00.000Z");
  const Zone zone = Zone::find("Asia/Baghdad").value();
  const auto said = [&](const Standstill& standstill) {
    WhyTextOptions options;
    options.standstill = standstill;
    options.settings_file = "/srv/a.yaml";
    return unmanaged_sentences(released, now, zone, options);
  };

  CHECK(said({}).find("WILL be sent on Tue 2026-12-01 11:00 +03:00, in 6 days, to 300 recipients") !=
        std::string::npos);
  CHECK(said({}).find("`campaignctl --config /srv/a.yaml freeze --reason WHY thank-you`") != std::string::npos);
  released.disarm = true;
  CHECK(said({}).find("about to take it off") != std::string::npos);
  CHECK(said({"held", "The plan is held."}).find("WILL be sent") != std::string::npos);
  released.disarm = false;
  released.status = "draft";
  released.scheduled_for.reset();
  CHECK(said({}).ends_with("It is a draft and does not go out."));
}

TEST_CASE("every rule that was asked reads well on 80 and 120 columns, and as JSON") {
  const Plan plan = plan_with_everything();
  const PlanEntry& refused = entry_of(plan, Action::kBlocked);
  matches_golden("why-80.txt", why_text(plan, refused, every_answer(), why_options(80)));
  matches_golden("why-120.txt", why_text(plan, refused, every_answer(), why_options(120)));
  matches_golden("why.json", why_json(refused, every_answer()));
}

TEST_CASE("a campaign's words cannot steer the terminal of who asks why") {
  Plan plan = plan_of({entry("hostile", Action::kBlocked)});
  PlanEntry& hostile = plan.entries.front();
  hostile.name = "\033[2J";
  hostile.status = "\033[1m";
  hostile.reason = "\033";
  hostile.detail = "\a\033]0;x";
  const std::vector<Verdict> rules{{"rule", Answer::kObjects, "\033given", "\033detail", {}, {}}};

  CHECK(why_text(plan, hostile, rules, why_options(80)).find_first_of("\033\a") == std::string::npos);
}

}  // namespace campaignd::testing
