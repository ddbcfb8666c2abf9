// onRemove: what a removed entry leaves on the clock, and what of it is taken off.
#include <doctest/doctest.h>

#include "unit/core/project.h"

namespace campaignd {
namespace {

// A campaign that an entry named until it was removed.
void releases(TestProject& project, const std::string& handle, Schedule at) {
  CampaignMemory memory{project.has(handle, at)};
  memory.named_by = Handle::parse(handle);
  project.memory.campaigns.insert_or_assign(TestProject::id_of(handle), memory);
}

TEST_CASE("only what an entry named and is on the clock is taken off, and only where that is asked for") {
  TestProject project;
  releases(project, "released", project.at("12:00"));
  const auto is_taken_off = [&] { return project.plan().unmanaged.front().disarm; };
  CHECK_FALSE(is_taken_off());
  project.policy.on_remove = OnRemove::kDisarm;
  CHECK(is_taken_off());
  SUBCASE("a draft") {
    releases(project, "released", std::nullopt);
    CHECK_FALSE(is_taken_off());
  }
  SUBCASE("one that no entry ever named") {
    project.memory.campaigns.clear();
    CHECK_FALSE(is_taken_off());
  }
  SUBCASE("one whose list alone could be read: its entry may be one that could not be looked at") {
    project.observed.drafts_failure = "time-out";
    CHECK_FALSE(is_taken_off());
  }
  SUBCASE("one of a name that an entry asks for in vain") {
    DesiredCampaign entry{Handle::parse("renamed").value()};
    entry.name = {"released", {}, "released"};
    project.desired.campaigns.push_back(entry);
    project.observed.has_unreadable_name = true;
    CHECK(project.plan().unmanaged.empty());
  }
  SUBCASE("one that an entry names again") {
    project.wants("released", project.at("12:00"));
    CHECK(project.plan().unmanaged.empty());
  }
}

TEST_CASE("what is taken off because its entry was removed counts in the budget, in all three limits") {
  TestProject project;
  project.policy.on_remove = OnRemove::kDisarm;
  for (const char* handle : {"a", "b", "c", "d", "e", "f"}) releases(project, handle, project.at("12:00"));
  for (const char* handle : {"g", "h", "i", "j"}) project.moves(handle, project.at("12:00"), project.at("12:00"));
  CHECK_FALSE(project.plan().held);
  project.policy.max_changes = 5;
  project.policy.max_change_ratio = 0.5;
  project.policy.max_recipients = 599;
  REQUIRE(project.plan().held);
  CHECK(project.plan().held->because ==
        "maxChanges: 6 > 5; maxChangeRatio: 6 of 10 (60 %) > 50 %; maxRecipients: 600 > 599");
  SUBCASE("and the id of the held plan is of these effects too") {
    const std::string id = project.plan().held->plan;
    releases(project, "a", project.at("12:01"));
    CHECK(project.plan().held->plan != id);
  }
  SUBCASE("but not where it is only warned of") {
    project.policy.on_remove = OnRemove::kWarn;
    CHECK_FALSE(project.plan().held);
  }
}

}  // namespace
}  // namespace campaignd
