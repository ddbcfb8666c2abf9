// What an approval lets through: its own effects, all or what is left of them, on no more recipients, until it ends.
#include "core/approval.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "core/change_budget.h"
#include "project.h"

namespace campaignd {
namespace {

using namespace std::chrono_literals;

// Three campaigns that move by an hour; two changes are allowed without a person.
struct Held : TestProject {
  Held() {
    policy.max_changes = 2;
    for (const char* handle : {"a", "b", "c"}) moves(handle, at("12:00"), at("13:00"));
  }
  [[nodiscard]] Approval approval() const {
    const Plan made = plan();
    const Effects effects = effects_of(made);
    return {plan_id(effects), effects.effects, effects.recipients, "uid 1000 (sara)", now, now + 24h};
  }
  [[nodiscard]] bool passes() const { return !plan().held; }
};

TEST_CASE("an approved plan passes, and is held again when the approval ends") {
  Held project;
  CHECK_FALSE(project.passes());

  project.memory.approvals = {project.approval()};

  CHECK(project.passes());
  project.memory.approvals.front().ends = project.now + 1ms;
  CHECK(project.passes());
  project.memory.approvals.front().ends = project.now;
  CHECK_FALSE(project.passes());
}

TEST_CASE("an approved plan that was half applied passes, also where the budget is smaller now") {
  Held project;
  project.memory.approvals = {project.approval()};
  project.policy.max_changes = 0;

  project.has("a", TestProject::at("13:00"));

  CHECK(project.passes());
}

TEST_CASE("any other effect needs a new approval") {
  Held project;
  project.memory.approvals = {project.approval()};
  SUBCASE("another time") {
    project.desired.campaigns[1].scheduled_for->value = TestProject::at("13:01");
  }
  SUBCASE("from another time") {
    project.has("b", TestProject::at("11:59"));
  }
  SUBCASE("another field of one of them") {
    project.desired.campaigns[1].category = {Category::kUtility, {}, "UTILITY"};
  }
  SUBCASE("one more campaign") {
    project.moves("d", TestProject::at("12:00"), TestProject::at("13:00"));
  }
  SUBCASE("a released campaign that is to be taken off") {
    Plan plan = project.plan();
    plan.unmanaged.push_back({TestProject::id_of("d"), "d", "scheduled", TestProject::at("12:00"),
                              Handle::parse("d").value(), /*disarm=*/true});
    CHECK(hold_of(plan, project.policy, project.memory.approvals));
    return;
  }
  CHECK_FALSE(project.passes());
}

TEST_CASE("an approval is for so many recipients and no more") {
  Held project;
  project.memory.approvals = {project.approval()};

  project.has("c", TestProject::at("12:00")).recipients = 99;
  CHECK(project.passes());
  project.has("c", TestProject::at("12:00")).recipients = 101;
  CHECK_FALSE(project.passes());
}

TEST_CASE("the effects have to stand in one approval: two of them do not add up") {
  Held project;
  Approval first = project.approval();
  Approval second = first;
  first.effects.erase(first.effects.begin());
  second.effects.erase(second.effects.end() - 1);

  project.memory.approvals = {first, second};
  CHECK_FALSE(project.passes());
  project.memory.approvals.push_back(project.approval());
  CHECK(project.passes());
}

TEST_CASE("disarms of released campaigns count in the budget, those that nobody wants off do not") {
  Held project;
  project.policy.max_changes = 3;
  Plan plan = project.plan();
  const auto hold = [&] { return hold_of(plan, project.policy, {}); };
  plan.unmanaged.push_back({TestProject::id_of("d"), "d", "scheduled", TestProject::at("12:00"),
                            Handle::parse("d").value(), /*disarm=*/false, 7});
  CHECK_FALSE(hold());

  plan.unmanaged.back().disarm = true;

  REQUIRE(hold());
  CHECK(hold()->because == "maxChanges: 4 > 3");
  CHECK(effects_of(plan).recipients == 307);
}

TEST_CASE("a plan's id does not depend on the file's order, and depends on everything else") {
  Held project;
  const auto id_of = [](const Plan& plan) { return plan_id(effects_of(plan)); };
  const Plan plan = project.plan();
  Plan turned = plan;
  std::reverse(turned.entries.begin(), turned.entries.end());
  CHECK(id_of(turned) == id_of(plan));

  std::set<std::string> ids{id_of(plan)};
  const auto differs = [&](const auto& change) {
    Plan other = plan;
    change(other.entries[1]);
    return ids.insert(id_of(other)).second;
  };
  CHECK(differs([](PlanEntry& entry) { entry.recipients = 101; }));
  CHECK(differs([](PlanEntry& entry) { entry.fields.front().to = std::monostate{}; }));
  CHECK(differs([](PlanEntry& entry) { entry.fields.front().to = std::string(); }));
  CHECK(differs([](PlanEntry& entry) { entry.fields.front().field = Field::kName; }));
  CHECK(differs([](PlanEntry& entry) { entry.action = Action::kUnchanged; }));
}

TEST_CASE("texts of two effects never run together in a plan's id") {
  const CampaignId id = TestProject::id_of("a");
  const auto plan_of = [&](std::string from, std::string to) {
    return plan_id(Effects{1, {{id, Field::kName, std::move(from), std::move(to)}}, 0});
  };
  CHECK(plan_of("ab", "c") != plan_of("a", "bc"));
  CHECK(plan_of(std::string("a\xff", 2), "b") != plan_of("a",
                                                         "\xff"
                                                         "b"));
  CHECK(plan_of("", "") != plan_of(std::string(1, '\0'), ""));
}

TEST_CASE("approvals that ended are forgotten, the others stay in order") {
  const WallTime now = TestProject().now;
  const Approval ended{"00000001", {}, 0, "", now - 2h, now};
  const Approval first{"00000002", {}, 0, "", now - 2h, now + 1ms};
  const Approval second{"00000003", {}, 0, "", now - 1h, now + 1h};

  CHECK(in_force({first, ended, second}, now) == std::vector{first, second});
}

TEST_CASE("what a person types names the plan") {
  const Hold hold{"9f3c51aa", ""};
  CHECK(approving_command(hold, "/etc/campaignd/campaignd.yaml") == "campaignctl approve 9f3c51aa");
  CHECK(approving_command(hold, "/srv/shop.yaml") == "campaignctl --config /srv/shop.yaml approve 9f3c51aa");
}

}  // namespace
}  // namespace campaignd
