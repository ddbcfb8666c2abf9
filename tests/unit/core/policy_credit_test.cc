// requireCredit at its edges: who is paid first, what is reserved, what is not known.
#include <doctest/doctest.h>

#include <limits>

#include "core/policy/credit.h"
#include "unit/core/project.h"

namespace campaignd {
namespace {

TestProject with_credit(double credit, CheckLevel level) {
  TestProject project;
  project.observed.project = Project{"Shop", credit};
  project.policy.require_credit = level;
  return project;
}

// A draft that is to be armed, and costs so much.
ObservedCampaign& arms(TestProject& project, const std::string& handle, WallTime at, double cost) {
  ObservedCampaign& seen = project.moves(handle, std::nullopt, at);
  seen.estimated_cost = cost;
  return seen;
}

TEST_CASE("the credit may be used up to the last dinar, and not beyond") {
  TestProject project = with_credit(1000, CheckLevel::kBlock);
  arms(project, "eid", project.at("12:00"), 1000);
  CHECK(project.verdict("eid") == "update");
  CHECK(project.plan().warnings.empty());
  project.observed.campaigns.begin()->second.estimated_cost = 1000.001;
  CHECK(project.verdict("eid") == "blocked: requireCredit");
  CHECK(project.entry("eid").detail ==
        "the credit is 1000 IQD, and with all that is scheduled before it 1000.001 IQD are needed");
}

TEST_CASE("what starts sooner is paid first, managed or not") {
  TestProject project = with_credit(1000, CheckLevel::kBlock);
  project.has("sooner", project.at("10:00")).estimated_cost = 600;
  project.has("later", project.at("14:00")).estimated_cost = 600;
  arms(project, "eid", project.at("12:00"), 400);
  CHECK(project.verdict("eid") == "update");
  project.has("sooner", project.at("10:00")).estimated_cost = 601;
  CHECK(project.verdict("eid") == "blocked: requireCredit");

  SUBCASE("at one time what stands is paid before what comes, and of what comes the first handle") {
    project = with_credit(1000, CheckLevel::kBlock);
    arms(project, "b", project.at("12:00"), 600);
    arms(project, "a", project.at("12:00"), 600);
    CHECK(project.verdict("a") == "update");
    CHECK(project.verdict("b") == "blocked: requireCredit");
    project.has("stands", project.at("12:00")).estimated_cost = 600;
    CHECK(project.verdict("a") == "blocked: requireCredit");
  }
}

TEST_CASE("the plan says from which campaign on the money is gone") {
  TestProject project = with_credit(1000, CheckLevel::kWarn);
  project.has("first", project.at("10:00")).estimated_cost = 1000;
  project.has("free", project.at("11:00")).estimated_cost = 0;
  project.moves("second", project.at("12:00"), project.at("12:00")).estimated_cost = 0.5;
  project.has("third", project.at("13:00")).estimated_cost = 700;
  const Plan plan = project.plan();
  REQUIRE(plan.warnings.size() == 1);
  CHECK(plan.warnings.front().rule == "requireCredit");
  CHECK(plan.warnings.front().detail ==
        "the credit is 1000 IQD, and all that is scheduled needs 1700.5 IQD: the money is gone from 'second' "
        "(2026-12-02T12:00:00.000Z) on");
  CHECK(plan.entries.front().action == Action::kUnchanged);
}

TEST_CASE("what is reserved already is not counted twice") {
  TestProject project = with_credit(100, CheckLevel::kBlock);
  ObservedCampaign& stands = project.has("stands", project.at("10:00"));
  stands.estimated_cost = 5000;
  stands.reserved = 5000;
  arms(project, "eid", project.at("12:00"), 100);
  CHECK(project.verdict("eid") == "update");
  project.has("stands", project.at("10:00")).estimated_cost = 5000;
  CHECK(project.verdict("eid") == "blocked: requireCredit");
  SUBCASE("and a reservation beyond the estimate pays for nobody else") {
    ObservedCampaign& rich = project.has("stands", project.at("10:00"));
    rich.estimated_cost = 100;
    rich.reserved = 5000;
    project.has("eid", std::nullopt).estimated_cost = 101;
    CHECK(project.verdict("eid") == "blocked: requireCredit");
  }
}

TEST_CASE("off says nothing, warn warns, block keeps from being armed, and a move arms nothing") {
  TestProject project = with_credit(0, CheckLevel::kOff);
  arms(project, "eid", project.at("12:00"), 10);
  CHECK(project.verdict("eid") == "update");
  CHECK(project.plan().warnings.empty());
  project.policy.require_credit = CheckLevel::kWarn;
  CHECK(project.verdict("eid") == "update");
  REQUIRE(project.entry("eid").warnings.size() == 1);
  CHECK(project.entry("eid").warnings.front().rule == "requireCredit");
  project.policy.require_credit = CheckLevel::kBlock;
  CHECK(project.verdict("eid") == "blocked: requireCredit");
  CHECK(project.plan().warnings.empty());  // it stays a draft, and needs nothing
  project.has("eid", project.at("10:00")).estimated_cost = 10;
  CHECK(project.verdict("eid") == "update");
  CHECK(project.entry("eid").warnings.size() == 1);
}

TEST_CASE("an update that is refused leaves its money to those after it") {
  TestProject project = with_credit(1000, CheckLevel::kBlock);
  arms(project, "a", project.at("12:00"), 1001);
  arms(project, "b", project.at("13:00"), 1000);
  CHECK(project.verdict("a") == "blocked: requireCredit");
  CHECK(project.verdict("b") == "update");
}

TEST_CASE("what is taken off the clock needs no money") {
  TestProject project = with_credit(1000, CheckLevel::kBlock);
  project.moves("off", project.at("10:00"), std::nullopt).estimated_cost = 1000;
  arms(project, "eid", project.at("12:00"), 1000);
  CHECK(project.verdict("eid") == "update");
}

TEST_CASE("a credit that could not be read allows no arm where it is required, and is no matter where it only warns") {
  TestProject project = with_credit(0, CheckLevel::kBlock);
  arms(project, "eid", project.at("12:00"), 10);
  project.observed.project.reset();
  project.observed.project_failure = "time-out";
  CHECK(project.verdict("eid") == "blocked: observe");
  CHECK(project.entry("eid").detail == "time-out");
  project.policy.require_credit = CheckLevel::kWarn;
  CHECK(project.verdict("eid") == "update");
}

TEST_CASE("money is exact to the thousandth, and what no project has does not overflow") {
  CHECK(in_iqd(money_of(0.1) + money_of(0.2)) == "0.3 IQD");
  CHECK(in_iqd(money_of(-0.5)) == "-0.5 IQD");
  CHECK(in_iqd(money_of(1e300)) == "100000000000 IQD");
  CHECK(money_of(std::numeric_limits<double>::quiet_NaN()) == 0);
}

}  // namespace
}  // namespace campaignd
