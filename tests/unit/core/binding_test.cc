// Entries without an id: which campaign they are bound to, for how long, and what lets them mean another one.
#include <doctest/doctest.h>

#include "core/memory_changes.h"
#include "core/notice.h"
#include "core/remember.h"
#include "unit/core/project.h"

namespace campaignd {
namespace {

using namespace std::chrono_literals;

const CampaignId kNewer = CampaignId::parse("dddddddddddddddddddddddd").value();

// A project whose one entry names its campaign, and what is remembered from look to look.
struct Bound : TestProject {
  Bound() {
    has("eid", now + 48h);
    DesiredCampaign& entry = wants("eid", now + 48h);
    entry.id.reset();
    entry.name = {"eid", {}, "eid"};
    look();
  }

  void look() {
    apply(notice(memory, desired, observed, &catalog).changes, memory);
    apply(after_plan(memory, desired, observed, plan()), memory);
  }
  ObservedCampaign& bound() { return observed.campaigns.at(id_of("eid")); }
  void there_is_a_newer_one() {
    ObservedCampaign newer = bound();
    newer.id = kNewer;
    newer.status = CampaignStatus::kDraft;
    observed.campaigns.insert_or_assign(kNewer, newer);
  }
  void is_over() { bound().status = CampaignStatus::kCompleted; }
  void entry_is_edited() { desired.campaigns.front().own_keys = "edited"; }
};

TEST_CASE("while the bound campaign can be edited, another one of its name does not matter") {
  Bound project;
  project.there_is_a_newer_one();
  CHECK(project.verdict("eid") == "unchanged");
  CHECK(project.entry("eid").id == TestProject::id_of("eid"));
}

TEST_CASE("once the bound campaign is over the entry stays with it") {
  Bound project;
  project.is_over();
  CHECK(project.verdict("eid") == "unchanged");

  project.desired.campaigns.front().scheduled_for->value = project.now + 49h;
  CHECK(project.verdict("eid") == "immutable: started");
}

TEST_CASE("a newer campaign of that name is meant only by an entry that was edited since the older one was over") {
  Bound project;
  project.is_over();
  project.look();
  project.there_is_a_newer_one();
  project.look();
  REQUIRE(project.verdict("eid") == "invalid: name-used-again");
  CHECK(project.entry("eid").detail.find(kNewer.str()) != std::string::npos);

  project.entry_is_edited();

  CHECK(project.verdict("eid") == "update");
  CHECK(project.entry("eid").id == kNewer);
  project.look();
  CHECK(project.memory.bindings.at(project.desired.campaigns.front().handle).id == kNewer);
}

TEST_CASE("an edit from before the end does not let the entry mean a newer campaign") {
  Bound project;
  project.entry_is_edited();
  project.look();
  project.is_over();
  project.look();
  project.there_is_a_newer_one();
  CHECK(project.verdict("eid") == "invalid: name-used-again");
}

TEST_CASE("a bound campaign that is gone is missing, and not silently another one of its name") {
  Bound project;
  project.observed.absent.emplace(TestProject::id_of("eid"), "Campaign not found");
  SUBCASE("alone") {
    project.observed.campaigns.clear();
    CHECK(project.verdict("eid") == "missing: not-found");
  }
  SUBCASE("with a newer one") {
    project.there_is_a_newer_one();
    project.observed.campaigns.erase(TestProject::id_of("eid"));
    CHECK(project.verdict("eid") == "invalid: name-used-again");
  }
}

TEST_CASE("a name that we gave ourselves binds no other entry") {
  TestProject project;
  project.has("old", project.now + 48h);
  DesiredCampaign& renames = project.wants("old", project.now + 48h);
  renames.name = {"New name", {}, "New name"};
  ObservedCampaign seen = project.observed.campaigns.at(TestProject::id_of("old"));
  seen.name = "New name";
  apply(after_patch(project.memory, renames, Patch{.name = "New name"}, seen, project.now), project.memory);
  project.observed.campaigns.insert_or_assign(seen.id, seen);
  DesiredCampaign by_name{Handle::parse("by-name").value()};
  by_name.name = {"New name", {}, "New name"};
  by_name.scheduled_for = {Schedule(), {}, "null"};
  project.desired.campaigns = {by_name};

  CHECK(project.verdict("by-name") == "missing: not-found");
}

TEST_CASE("a campaign whose entry is gone is released while it is on the clock, and no longer") {
  TestProject project;
  project.has("eid", project.now + 48h);
  project.wants("eid", project.now + 48h);
  const auto look = [&] {
    apply(after_plan(project.memory, project.desired, project.observed, project.plan()), project.memory);
  };
  look();
  const std::vector<DesiredCampaign> entries = std::exchange(project.desired.campaigns, {});
  REQUIRE(project.plan().unmanaged.size() == 1);
  CHECK(project.plan().unmanaged.front().released_from == entries.front().handle);

  SUBCASE("its entry comes back") {
    project.desired.campaigns = entries;
    CHECK(project.plan().unmanaged.empty());
  }
  SUBCASE("it is taken off the clock, and somebody puts it on again") {
    project.observed.campaigns.begin()->second.status = CampaignStatus::kDraft;
    look();
    project.observed.campaigns.begin()->second.status = CampaignStatus::kScheduled;
    CHECK(project.plan().unmanaged.front().released_from == std::nullopt);
  }
  SUBCASE("it is another campaign that no entry ever named") {
    project.observed.campaigns.clear();
    project.has("other", project.now + 48h);
    CHECK(project.plan().unmanaged.front().released_from == std::nullopt);
  }
}

TEST_CASE("campaigns that an entry names in vain are nobody's, and not unmanaged") {
  TestProject project;
  project.has("one", project.now + 48h).name = "Twice";
  project.has("two", project.now + 48h).name = "Twice";
  DesiredCampaign& entry = project.wants("one", project.now + 48h);
  entry.id.reset();
  entry.name = {"Twice", {}, "Twice"};
  CHECK(project.verdict("one") == "invalid: ambiguous-name");
  CHECK(project.plan().unmanaged.empty());
}

TEST_CASE("two entries that mean one campaign, one by its binding and one by its new name, are both refused") {
  Bound project;
  project.bound().name = "eid 2";
  DesiredCampaign& second = project.wants("second", project.now + 50h);
  second.id.reset();
  second.name = {"eid 2", {}, "eid 2"};

  CHECK(project.verdict("eid") == "invalid: same-campaign");
  CHECK(project.verdict("second") == "invalid: same-campaign");
}

TEST_CASE("a campaign that could not be read may have the name that an entry looks for") {
  TestProject project;
  project.has("eid", project.now + 48h);
  DesiredCampaign& entry = project.wants("eid", project.now + 49h);
  entry.id.reset();
  entry.name = {"eid", {}, "eid"};
  REQUIRE(project.verdict("eid") == "update");
  SUBCASE("it has") {
    project.observed.unreadable_names.emplace("eid", "totalRecipients is odd");
    CHECK(project.verdict("eid") == "blocked: observe");
  }
  SUBCASE("not even its name could be read") {
    project.observed.has_unreadable_name = true;
    CHECK(project.verdict("eid") == "blocked: observe");
  }
  SUBCASE("it has another") {
    project.observed.unreadable_names.emplace("other", "totalRecipients is odd");
    CHECK(project.verdict("eid") == "update");
  }
}

}  // namespace
}  // namespace campaignd
