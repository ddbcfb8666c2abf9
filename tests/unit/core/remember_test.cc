// Memory over several looks: what a person did at the service is told from what we did.
#include "core/remember.h"

#include <doctest/doctest.h>

#include "core/make_plan.h"
#include "core/memory_changes.h"
#include "core/notice.h"

namespace campaignd {
namespace {

using namespace std::chrono_literals;

const WallTime kLook = parse_rfc3339("2026-12-01T09:00:00Z").value();
const CampaignId kEid = CampaignId::parse("665f0c2ab1e4d2a7c9f01234").value();

// One campaign, one entry that schedules it, and a memory that lives from look to look.
struct Remembered {
  DesiredState desired;
  Observation observed;
  Memory memory;
  PolicySettings policy;

  explicit Remembered(WallTime time) {
    DesiredCampaign entry{Handle::parse("eid").value()};
    entry.id = {kEid, {}, kEid.str()};
    entry.scheduled_for = {time, {}, "…"};
    entry.own_keys = "first";
    desired.campaigns.push_back(entry);
    ObservedCampaign seen{kEid};
    seen.name = "Eid greeting";
    seen.status = CampaignStatus::kScheduled;
    seen.scheduled_for = time;
    seen.updated_at = kLook - 1h;
    observed.campaigns.emplace(kEid, seen);
    observed.at = kLook;
  }

  ObservedCampaign& service() { return observed.campaigns.at(kEid); }
  Plan look() {
    apply(notice(memory, desired, observed, nullptr).changes, memory);
    Plan plan = make_plan({desired, observed, nullptr, memory, policy}, kLook);
    apply(after_plan(memory, desired, observed, plan), memory);
    return plan;
  }
  std::string reason() { return look().entries.front().reason; }
  Action action() { return look().entries.front().action; }
};

TEST_CASE("a campaign that a person took off the clock stays off, look after look, until its entry changes") {
  Remembered project(kLook + 48h);
  REQUIRE(project.action() == Action::kUnchanged);
  project.service().status = CampaignStatus::kDraft;

  CHECK(project.reason() == "disarmed-elsewhere");
  CHECK(project.reason() == "disarmed-elsewhere");

  project.desired.campaigns.front().own_keys = "second";
  CHECK(project.action() == Action::kUpdate);
}

TEST_CASE("what a person did is told once, however often one look is taken notice of") {
  Remembered project(kLook + 48h);
  REQUIRE(project.action() == Action::kUnchanged);
  project.service().status = CampaignStatus::kDraft;
  const auto notices = [&] {
    Noticed noticed = notice(project.memory, project.desired, project.observed, nullptr);
    apply(noticed.changes, project.memory);
    return noticed.notices.size();
  };
  CHECK(notices() == 1);
  CHECK(notices() == 0);
  CHECK(project.reason() == "disarmed-elsewhere");
}

TEST_CASE("a campaign that a person moved later stays there, one that was moved earlier is set back") {
  Remembered project(kLook + 48h);
  REQUIRE(project.action() == Action::kUnchanged);
  SUBCASE("later") {
    project.service().scheduled_for = kLook + 49h;
    CHECK(project.reason() == "postponed-elsewhere");
    CHECK(project.reason() == "postponed-elsewhere");
  }
  SUBCASE("earlier") {
    project.service().scheduled_for = kLook + 47h;
    CHECK(project.action() == Action::kUpdate);
  }
}

TEST_CASE("a draft that was never seen scheduled is armed") {
  Remembered project(kLook + 48h);
  project.service().status = CampaignStatus::kDraft;
  CHECK(project.action() == Action::kUpdate);
  CHECK(project.action() == Action::kUpdate);
}

TEST_CASE("an arm of ours is known for ours, and what a person does after it for his") {
  Remembered project(kLook + 48h);
  project.service().status = CampaignStatus::kDraft;
  const PlanEntry entry = project.look().entries.front();
  REQUIRE(entry.action == Action::kUpdate);
  apply(before_patch(project.memory, entry, entry.patches.front(), kLook), project.memory);

  SUBCASE("it never landed: it is sent again") {
    CHECK(project.action() == Action::kUpdate);
  }
  SUBCASE("it landed, and we died before the answer") {
    project.service().status = CampaignStatus::kScheduled;
    project.service().updated_at = kLook;
    CHECK(project.action() == Action::kUnchanged);
    CHECK_FALSE(project.memory.find(kEid)->arming.has_value());
  }
  SUBCASE("it landed, and a person took it off before we looked again") {
    project.service().updated_at = kLook + 1min;
    CHECK(project.reason() == "disarmed-elsewhere");
  }
  SUBCASE("nobody can tell whether it landed: it is not armed again") {
    project.service().updated_at.reset();
    CHECK(project.reason() == "disarmed-elsewhere");
  }
}

TEST_CASE("a move to an earlier time that never landed is not taken for a person's postponement") {
  Remembered project(kLook + 48h);
  REQUIRE(project.action() == Action::kUnchanged);
  project.desired.campaigns.front().scheduled_for->value = kLook + 24h;
  project.desired.campaigns.front().own_keys = "second";
  const PlanEntry entry = project.look().entries.front();
  apply(before_patch(project.memory, entry, entry.patches.front(), kLook), project.memory);

  SUBCASE("the service says when it last changed") {}
  SUBCASE("it does not say") {
    project.service().updated_at.reset();
  }

  CHECK(project.action() == Action::kUpdate);
}

TEST_CASE("our own disarm is not taken for a person's") {
  Remembered project(kLook + 48h);
  REQUIRE(project.action() == Action::kUnchanged);
  Patch disarm;
  disarm.schedule.emplace();
  project.service().status = CampaignStatus::kDraft;

  apply(after_patch(project.memory, project.desired.campaigns.front(), disarm, project.service(), kLook),
        project.memory);

  CHECK(project.action() == Action::kUpdate);
}

TEST_CASE("a quiet look changes nothing in memory") {
  Remembered project(kLook + 48h);
  project.look();
  CHECK(notice(project.memory, project.desired, project.observed, nullptr).changes.is_empty());
  const Plan plan = make_plan({project.desired, project.observed, nullptr, project.memory, project.policy}, kLook + 1h);
  CHECK(after_plan(project.memory, project.desired, project.observed, plan).is_empty());
}

TEST_CASE("an entry without an id is bound to the campaign that it was found as, until its name changes") {
  Remembered project(kLook + 48h);
  DesiredCampaign& entry = project.desired.campaigns.front();
  entry.id.reset();
  entry.name = {"Eid greeting", {}, "Eid greeting"};
  project.look();
  CHECK(campaign_of(entry, project.memory) == kEid);

  entry.name->value = "Another";
  CHECK_FALSE(campaign_of(entry, project.memory).has_value());
  project.look();
  CHECK(project.memory.bindings.empty());
}

}  // namespace
}  // namespace campaignd
