// The policies that look at several campaigns, settled: who moves out of whose way, in which order, who is refused.
#include <doctest/doctest.h>

#include "unit/core/project.h"

namespace campaignd {
namespace {

using namespace std::chrono_literals;

TestProject crowded() {
  TestProject project;
  project.policy.spacing = 15min;
  return project;
}

TEST_CASE("who moves into a place that another update leaves passes, and goes after it") {
  TestProject project = crowded();
  project.moves("a", project.at("10:00"), project.at("12:05"));
  project.moves("b", project.at("12:00"), project.at("14:00"));
  CHECK(project.verdict("a") == "update");
  CHECK(project.verdict("b") == "update");
  CHECK(project.entry("a").after == std::vector{TestProject::id_of("b")});
  CHECK(project.entry("b").after.empty());
}

TEST_CASE("the place of a campaign that is taken off the clock is free, after it is off") {
  TestProject project = crowded();
  project.moves("a", project.at("10:00"), project.at("12:05"));
  SUBCASE("by its entry") {
    project.moves("b", project.at("12:00"), std::nullopt);
  }
  SUBCASE("because its entry was removed") {
    CampaignMemory memory{project.has("b", project.at("12:00"))};
    memory.named_by = Handle::parse("b");
    project.memory.campaigns.emplace(TestProject::id_of("b"), memory);
    CHECK(project.verdict("a") == "blocked: spacing");
    project.policy.on_remove = OnRemove::kDisarm;
  }
  CHECK(project.verdict("a") == "update");
  CHECK(project.entry("a").after == std::vector{TestProject::id_of("b")});
}

TEST_CASE("of two updates that conflict with each other the later gives way, at one time the later handle") {
  TestProject project = crowded();
  project.moves("z", std::nullopt, project.at("12:00"));
  project.moves("a", std::nullopt, project.at("12:10"));
  CHECK(project.verdict("z") == "update");
  CHECK(project.verdict("a") == "blocked: spacing");
  project.desired.campaigns.back().scheduled_for->value = project.at("12:00");
  CHECK(project.verdict("z") == "blocked: spacing");
  CHECK(project.verdict("a") == "update");
}

TEST_CASE("an update that changes neither time nor number stands where it is, and is never refused for its place") {
  TestProject project = crowded();
  project.moves("late", project.at("12:10"), project.at("12:10"));
  project.desired.campaigns.back().category = {Category::kUtility, {}, "UTILITY"};
  project.moves("early", std::nullopt, project.at("12:00"));
  CHECK(project.verdict("late") == "update");
  CHECK(project.verdict("early") == "blocked: spacing");
}

TEST_CASE("who is refused stands at its own place again, and that refuses who wanted it, until nothing is refused") {
  TestProject project = crowded();
  project.has("rock", project.at("16:00"));
  project.moves("c", project.at("14:00"), project.at("16:05"));  // refused by the rock
  project.moves("b", project.at("12:00"), project.at("14:05"));  // wanted c's place
  project.moves("a", project.at("10:00"), project.at("12:05"));  // wanted b's place
  CHECK(project.verdict("c") == "blocked: spacing");
  CHECK(project.verdict("b") == "blocked: spacing");
  CHECK(project.verdict("a") == "blocked: spacing");
  CHECK(project.entry("a").detail == "5 min after 'b' from the same number, nearer than 15 min");
  CHECK(project.entry("a").after.empty());
}

TEST_CASE("those that wait for each other's places in a circle are refused, and name each other") {
  TestProject project = crowded();
  project.moves("a", project.at("10:00"), project.at("12:00"));
  project.moves("b", project.at("12:00"), project.at("10:00"));
  CHECK(project.verdict("a") == "blocked: spacing");
  CHECK(project.verdict("b") == "blocked: spacing");
  CHECK(project.entry("a").detail.find("into the place of 'b', and they wait for each other in a circle") !=
        std::string::npos);
  SUBCASE("who waits for one of them is refused for the place that is taken") {
    project.moves("c", std::nullopt, project.at("10:05"));
    CHECK(project.entry("c").detail == "5 min after 'a' from the same number, nearer than 15 min");
  }
  SUBCASE("one of another number is no part of it") {
    project.moves("c", project.at("16:00"), project.at("12:00"), 2);
    CHECK(project.verdict("c") == "update");
  }
  SUBCASE("three in a ring") {
    project.desired.campaigns.back().scheduled_for->value = project.at("14:00");
    project.moves("c", project.at("14:00"), project.at("10:00"));
    CHECK(project.plan().count(Action::kBlocked) == 3);
  }
  SUBCASE("with no spacing nobody waits for anybody") {
    project.policy.spacing.reset();
    CHECK(project.plan().count(Action::kUpdate) == 2);
  }
}

TEST_CASE("a campaign's own present place is not in its way") {
  TestProject project = crowded();
  project.moves("a", project.at("12:00"), project.at("12:05"));
  CHECK(project.verdict("a") == "update");
  CHECK(project.entry("a").after.empty());
}

}  // namespace
}  // namespace campaignd
