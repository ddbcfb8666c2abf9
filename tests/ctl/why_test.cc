#include <doctest/doctest.h>

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
    all += each.handle.str() + ": " + outcome_sentences(each, plan.now, "") + "\n";
  }
  matches_golden("why-sentences.txt", all);
}

TEST_CASE("what keeps changes from being made is said of a change alone") {
  const Plan plan = plan_with_everything();
  CHECK(outcome_sentences(entry_of(plan, Action::kUpdate), plan.now, "But not now.").ends_with("But not now."));
  CHECK_FALSE(outcome_sentences(entry_of(plan, Action::kUnchanged), plan.now, "But not now.").ends_with("not now."));
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
