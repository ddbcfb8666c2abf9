// `why`: every row and every policy, in order, with what it was given and said; and never another answer than the plan.
#include "core/explain.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/decide.h"
#include "core/policy/rules.h"
#include "unit/core/project.h"

namespace campaignd {
namespace {

using namespace std::chrono_literals;

std::vector<Verdict> why(const TestProject& project, const std::string& handle = "eid") {
  return explain({project.desired, project.observed, &project.catalog, project.memory, project.policy},
                 Handle::parse(handle).value(), project.now);
}

const Verdict& said(const std::vector<Verdict>& verdicts, const std::string& rule) {
  const auto it = std::ranges::find(verdicts, rule, &Verdict::rule);
  REQUIRE(it != verdicts.end());
  return *it;
}

TEST_CASE("every row of the table and every policy answers, in order, whatever became of the campaign") {
  TestProject project;
  project.moves("eid", std::nullopt, project.at("12:00"));
  SUBCASE("it passes") {}
  SUBCASE("it is unchanged") {
    project.has("eid", project.at("12:00"));
  }
  SUBCASE("it is missing") {
    project.observed.campaigns.clear();
  }
  SUBCASE("it is off by request") {
    project.desired.campaigns.front().scheduled_for->value.reset();
  }
  std::vector<std::string> rules;
  for (const Verdict& verdict : why(project)) rules.push_back(verdict.rule);
  std::vector<std::string> expected(kRowsInOrder.begin(), kRowsInOrder.end());
  expected.insert(expected.end(), kRulesInOrder.begin() + 2, kRulesInOrder.end());
  expected.emplace_back("preflight");
  CHECK(rules == expected);
}

TEST_CASE("an update that passes was asked everything that is on, and told with which inputs") {
  TestProject project;
  project.policy.spacing = 15min;
  project.moves("eid", std::nullopt, project.at("12:00")).estimated_cost = 12.5;
  const auto verdicts = why(project);
  CHECK(said(verdicts, "spacing").answer == Answer::kAllows);
  CHECK(said(verdicts, "spacing").given == "it starts at 2026-12-02T12:00:00.000Z");
  CHECK(said(verdicts, "sendHours").answer == Answer::kNotAsked);
  CHECK(said(verdicts, "sendHours").detail == "not set");
  CHECK(said(verdicts, "requireApprovedTemplate").given == "the template is APPROVED");
  CHECK(said(verdicts, "requireConnectedNumber").given == "the number is CONNECTED");
  CHECK(said(verdicts, "requireRecipients").given == "100 recipients");
  CHECK(said(verdicts, "requireCredit").given == "it still costs 12.5 IQD");
  CHECK(said(verdicts, "messagingLimit").answer == Answer::kAllows);
  CHECK(said(verdicts, "time").given == "the file says 2026-12-02T12:00:00.000Z, it is 2026-12-01T09:00:00.000Z");
  CHECK(said(verdicts, "fields").given == "scheduledFor differs");
}

TEST_CASE("the row that decided says so, and those behind it were not asked because of it") {
  TestProject project;
  project.moves("eid", std::nullopt, project.now + 401 * 24h);
  const auto verdicts = why(project);
  const Verdict& time = said(verdicts, "time");
  CHECK(time.answer == Answer::kObjects);
  CHECK(time.detail == "the time is farther away than maxLead (400 days)");
  CHECK(time.clears_at == project.now + 24h);
  CHECK(said(verdicts, "lockWindow").answer == Answer::kNotAsked);
  CHECK(said(verdicts, "lockWindow").detail == "`time` decided");
  CHECK(said(verdicts, "spacing").detail == "no change of it goes out");
}

TEST_CASE("a policy that objects says it as the plan does, with its nearest start") {
  TestProject project;
  project.policy.spacing = 15min;
  project.has("other", project.at("12:05"));
  project.moves("eid", std::nullopt, project.at("12:00"));
  const Verdict spacing = said(why(project), "spacing");
  CHECK(spacing == project.entry("eid").asked.front());
  CHECK(spacing.nearest == project.at("11:50"));
}

TEST_CASE("the last look tells when it is due, and what it found") {
  TestProject project;
  project.moves("eid", project.now + 30min, project.now + 30min);
  Verdict last = why(project).back();
  CHECK(last.answer == Answer::kNotAsked);
  CHECK(last.clears_at == project.now + 19min);
  project.now += 19min;
  CHECK(why(project).back().answer == Answer::kAllows);
  project.catalog.templates.front().status = "PAUSED";
  CHECK(why(project).back().answer == Answer::kWarns);
  CHECK(why(project).back().detail == "template eid_greeting/ar is PAUSED");
}

TEST_CASE("a handle that no entry has explains nothing") {
  CHECK(why(TestProject()).empty());
}

}  // namespace
}  // namespace campaignd
