// The policies that look at one campaign alone, in a plan: who is asked, who only warns, whose reason comes first.
#include <doctest/doctest.h>

#include "core/policy/ask_alone.h"
#include "unit/core/project.h"

namespace campaignd {
namespace {

using namespace std::chrono_literals;

TestProject with_office_hours() {
  TestProject project;
  project.policy.send_hours = SendHours{9h, 17h, Zone::utc(), 0x7f};
  return project;
}

TEST_CASE(
    "a new time outside send hours is refused with the window and the nearest start, and does not clear by waiting") {
  TestProject project = with_office_hours();
  project.moves("eid", project.at("12:00"), project.at("17:00"));

  const PlanEntry entry = project.entry("eid");

  CHECK(entry.action == Action::kBlocked);
  CHECK(entry.reason == "sendHours");
  CHECK(entry.detail == "wed 17:00 is outside 09:00 to 17:00 UTC");
  CHECK_FALSE(entry.clears_at.has_value());
  CHECK(entry.patches.empty());
  REQUIRE(entry.asked.size() == 1);
  CHECK(entry.asked.front().nearest == project.at("16:59"));
}

TEST_CASE("a draft is armed at the last minute of send hours and not at their end") {
  TestProject project = with_office_hours();
  project.moves("in", std::nullopt, project.at("16:59"));
  project.moves("out", std::nullopt, project.at("17:00"));
  CHECK(project.verdict("in") == "update");
  CHECK(project.verdict("out") == "blocked: sendHours");
}

TEST_CASE("a campaign that stands outside send hours is only warned of, so that its category can be mended") {
  TestProject project = with_office_hours();
  project.moves("eid", project.at("20:00"), project.at("20:00"));
  project.desired.campaigns.front().category = {Category::kUtility, {}, "UTILITY"};

  const PlanEntry entry = project.entry("eid");

  CHECK(entry.action == Action::kUpdate);
  CHECK(entry.warnings == std::vector{Warning{"sendHours", "wed 20:00 is outside 09:00 to 17:00 UTC"}});
}

TEST_CASE("a draft that stays one passes every policy") {
  TestProject project = with_office_hours();
  project.policy.require_recipients = CheckLevel::kBlock;
  project.catalog.numbers.front().status = "BANNED";
  project.moves("eid", std::nullopt, std::nullopt).recipients = 0;
  project.desired.campaigns.front().category = {Category::kUtility, {}, "UTILITY"};
  CHECK(project.verdict("eid") == "update");
  CHECK(project.entry("eid").warnings.empty());
}

TEST_CASE("a campaign is taken off the clock whatever the policies say") {
  TestProject project = with_office_hours();
  project.moves("eid", project.at("20:00"), std::nullopt);
  CHECK(project.verdict("eid") == "update");
}

TEST_CASE("of several reasons the first in the settings' order is given, and the others stand in what was asked") {
  TestProject project = with_office_hours();
  project.policy.require_recipients = CheckLevel::kBlock;
  project.policy.blackouts = {{project.at("16:00"), project.at("18:00"), Zone::utc(), "", false}};
  project.catalog.templates.front().status = "PAUSED";
  project.catalog.numbers.front().status = "BANNED";
  project.moves("eid", std::nullopt, project.at("17:30")).recipients = 0;
  CHECK(project.verdict("eid") == "blocked: sendHours");
  CHECK(project.entry("eid").asked.size() == 5);
  project.policy.send_hours.reset();
  CHECK(project.verdict("eid") == "blocked: blackouts");
  project.policy.blackouts.clear();
  CHECK(project.verdict("eid") == "blocked: requireApprovedTemplate");
  project.catalog.templates.front().status = "APPROVED";
  CHECK(project.verdict("eid") == "blocked: requireConnectedNumber");
  project.catalog.numbers.front().status = "CONNECTED";
  CHECK(project.verdict("eid") == "blocked: requireRecipients");
  project.policy.require_recipients = CheckLevel::kOff;
  CHECK(project.verdict("eid") == "update");
}

TEST_CASE("a campaign without recipients: off says nothing, warn warns, block keeps it from being armed") {
  TestProject project;
  project.moves("eid", std::nullopt, project.at("12:00")).recipients = 0;
  CHECK(project.verdict("eid") == "update");
  CHECK(project.entry("eid").warnings == std::vector{Warning{"requireRecipients", "it has no recipients"}});
  project.policy.require_recipients = CheckLevel::kOff;
  CHECK(project.entry("eid").warnings.empty());
  project.policy.require_recipients = CheckLevel::kBlock;
  CHECK(project.verdict("eid") == "blocked: requireRecipients");

  SUBCASE("one is enough") {
    project.has("eid", std::nullopt).recipients = 1;
    CHECK(project.verdict("eid") == "update");
  }
  SUBCASE("a count that the service does not give says nothing") {
    project.has("eid", std::nullopt).recipients.reset();
    CHECK(project.verdict("eid") == "update");
  }
  SUBCASE("it is on the clock already, and a move does not arm it") {
    project.has("eid", project.at("11:00")).recipients = 0;
    CHECK(project.verdict("eid") == "update");
    CHECK(project.entry("eid").warnings.size() == 1);
  }
}

TEST_CASE("a refused campaign is looked at again when its lock would fall or its time comes too near") {
  TestProject project = with_office_hours();
  project.moves("eid", project.at("12:00"), project.at("17:00"));
  CHECK(project.plan().changes_at == project.at("11:35"));  // a person is told before
  CHECK(project.entry("eid").closes_at == project.at("11:50"));
}

}  // namespace
}  // namespace campaignd
