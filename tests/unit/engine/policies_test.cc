// The policies in the whole service: who leaves after whom, the last look before a lock, what a removed entry leaves,
// and when the credit is asked for.
#include <doctest/doctest.h>

#include <algorithm>

#include "world.h"

namespace campaignd {
namespace {

bool is_get_project(const ApiCall& call) {
  return std::holds_alternative<GetProject>(call);
}
bool is_get_resources(const ApiCall& call) {
  return std::holds_alternative<GetResources>(call);
}
std::ptrdiff_t calls(const World& world, bool (*which)(const ApiCall&)) {
  return std::ranges::count_if(world.api.sent, [&](const auto& sent) { return which(sent.call); });
}

TEST_SUITE("policies") {
  TEST_CASE("who moves into a place leaves after the one that frees it is verified") {
    World world;
    world.settings.policy.spacing = 15min;
    world.api.project.has(There::scheduled(1, in(10h)));
    world.api.project.has(There::scheduled(2, in(12h)));
    world.file_says({Entry("a", 1).at(in(12h)), Entry("b", 2).at(in(14h))});
    std::vector<int> order;
    world.api.before_answer = [&](const ApiCall& call) {
      if (const auto* patch = std::get_if<PatchCampaign>(&call)) order.push_back(patch->id == campaign_id(1) ? 1 : 2);
    };
    SUBCASE("and it passes") {
      world.turn();
      CHECK(order == std::vector{2, 1});
      CHECK(world.campaign(1).scheduled_for == in(12h));
      CHECK(world.campaign(2).scheduled_for == in(14h));
    }
    SUBCASE("or it does not, and then nobody moves") {
      world.api.meets(is_patch, Fault::status(400));
      world.turn();
      CHECK(order == std::vector{2});
      CHECK(world.campaign(1).scheduled_for == in(10h));
      CHECK(world.action_of("b") == "blocked: refused");
      CHECK(world.action_of("a") == "blocked: spacing");
      world.runs_for(1h);
      CHECK(world.campaign(1).scheduled_for == in(10h));
    }
  }

  TEST_CASE("a sample is in nobody's way, to the last moment") {
    World world;
    world.settings.policy.spacing = 15min;
    There sample = There::scheduled(2, in(10h));
    sample.is_sample = true;
    world.api.project.has(There::draft(1));
    world.api.project.has(sample);
    world.file_says({Entry("a", 1).at(in(10h))});
    world.turn();
    CHECK(world.goes_out_at(1, in(10h)));
  }

  TEST_CASE("a place that somebody takes at the last moment is not moved into") {
    World world;
    world.settings.policy.spacing = 15min;
    world.api.project.has(There::scheduled(1, in(10h)));
    world.api.project.has(There::scheduled(2, in(12h)));
    world.api.project.has(There::scheduled(3, in(11h)));
    // The echo of the first PATCH shows that somebody moved the campaign to where the last one wants to go. (The one
    // between is on its way before that echo is looked at.)
    world.file_says({Entry("a", 1).with_template("winter_sale"), Entry("b", 2).at(in(14h)),
                     Entry("c", 3).with_template("winter_sale")});
    ObservedCampaign moved = There::scheduled(1, in(14h));
    moved.message_template = ObservedTemplate{template_id(2), "", ""};
    world.settings.api.concurrency = 1;
    world.api.answers_with(is_patch, moved);

    world.turn();

    CHECK(world.campaign(2).scheduled_for == in(12h));
  }

  TEST_CASE("pre-flight looks afresh at the instant before the lock falls, and takes off what went bad") {
    World world;
    world.settings.reconcile.interval = 24h;
    world.settings.policy.preflight = Preflight::kDisarm;
    world.api.project.has(There::scheduled(1, in(2h)));
    world.file_says({Entry("eid", 1).at(in(2h))});
    world.turn();
    REQUIRE(world.last.next_wall_instant == in(2h - 11min));
    world.api.project.catalog.templates[0].status = "PAUSED";

    world.runs_for(2h - 11min - 1s);
    CHECK(world.api.patches().empty());
    world.runs_for(2s);

    CHECK(world.patches(1) == std::vector{disarm()});
    CHECK(world.campaign(1).status == CampaignStatus::kDraft);
    CHECK(world.action_of("eid") == "blocked: preflight");
    CHECK(world.journal.memory().find(campaign_id(1))->preflight_took == in(2h));

    SUBCASE("it stays off, across a restart too") {
      world.is_killed();
      world.runs_for(30min);
      CHECK(world.campaign(1).status == CampaignStatus::kDraft);
      CHECK(world.action_of("eid").starts_with("blocked"));
    }
    SUBCASE("until it is good") {
      world.api.project.catalog.templates[0].status = "APPROVED";
      world.clock.advance(2min);
      world.turn({.forced = true});
      CHECK(world.campaign(1).scheduled_for == in(2h));
      CHECK(world.campaign(1).status == CampaignStatus::kScheduled);
      CHECK_FALSE(world.journal.memory().find(campaign_id(1))->preflight_took);
    }
    SUBCASE("or until another template is wanted") {
      world.file_says({Entry("eid", 1).at(in(2h)).with_template("winter_sale")});
      world.turn({.source_event = true});
      CHECK(world.campaign(1).status == CampaignStatus::kScheduled);
    }
  }

  TEST_CASE("pre-flight warns once and takes nothing off where it is to warn") {
    World world;
    world.api.project.has(There::scheduled(1, in(2h)));
    world.file_says({Entry("eid", 1).at(in(2h))});
    world.turn();
    world.api.project.catalog.templates[0].status = "PAUSED";
    world.runs_for(2h - 1min);
    CHECK(world.api.patches().empty());
    CHECK(std::ranges::count(world.told, "preflight", &Event::reason) == 1);
  }

  TEST_CASE(
      "a process that dies between the disarm of pre-flight and its answer knows afterwards that it was its own") {
    World world;
    world.settings.policy.preflight = Preflight::kDisarm;
    world.api.project.has(There::scheduled(1, in(2h)));
    world.file_says({Entry("eid", 1).at(in(2h))});
    world.turn();
    world.api.project.catalog.templates[0].status = "PAUSED";
    world.api.dies_at(is_patch, FakeJournal::Death::kAfterStoring);
    CHECK_THROWS(world.runs_for(2h - 11min + 1s));
    world.is_killed();
    world.turn();
    CHECK(world.campaign(1).status == CampaignStatus::kDraft);
    CHECK(world.action_of("eid") == "blocked: preflight");
  }

  TEST_CASE("what pre-flight takes off with its answer lost, and late, is nobody else's doing") {
    for (const bool dies : {false, true}) {
      CAPTURE(dies);
      World world;
      world.settings.policy.preflight = Preflight::kDisarm;
      world.settings.api.retries = 0;
      world.api.project.has(There::scheduled(1, in(2h)));
      world.file_says({Entry("eid", 1).at(in(2h))});
      world.turn();
      world.api.project.catalog.templates[0].status = "PAUSED";
      world.api.meets(is_patch, Fault::lands_late(25s), 1);
      if (dies) world.api.dies_at(is_get, FakeJournal::Death::kBeforeStoring);
      try {
        world.runs_for(2h - 11min + 15s);
      } catch (const SimulatedCrash&) {
        world.is_killed();
      }
      world.runs_for(5min);
      REQUIRE(world.is_off(1));
      CHECK(world.action_of("eid") == "blocked: preflight");
      CHECK(world.journal.memory().find(campaign_id(1))->preflight_took == in(2h));
      CHECK(world.records(RecordKind::kNotice).empty());
    }
  }

  TEST_CASE("what the service refused to take off for pre-flight is a person's doing when it is off later") {
    World world;
    world.settings.policy.preflight = Preflight::kDisarm;
    world.api.project.has(There::scheduled(1, in(2h)));
    world.file_says({Entry("eid", 1).at(in(2h))});
    world.turn();
    world.api.project.catalog.templates[0].status = "PAUSED";
    world.api.meets(is_patch, Fault::status(400), 1000);
    world.runs_for(2h - 11min + 5s);
    REQUIRE(world.patches(1) == std::vector{disarm()});
    world.api.project.is_taken_off_the_clock(campaign_id(1));
    world.turn({.forced = true});
    CHECK(world.records(RecordKind::kNotice).size() == 1);
    CHECK_FALSE(world.journal.memory().find(campaign_id(1))->preflight_took);
  }

  TEST_CASE("what pre-flight takes off waits for a pause and for the budget") {
    World world;
    world.settings.policy.preflight = Preflight::kDisarm;
    world.api.project.has(There::scheduled(1, in(2h)));
    world.file_says({Entry("eid", 1).at(in(2h))});
    world.turn();
    world.api.project.catalog.templates[0].status = "PAUSED";
    SUBCASE("a pause") {
      world.is_paused({.reason = "audit", .person = "mina", .since = in(0h)});
      world.is_killed();
    }
    SUBCASE("the budget") {
      Settings settings = world.settings;
      settings.policy.max_changes = 0;
      world.uses(settings);
    }
    world.runs_for(2h - 5min);
    CHECK(world.api.patches().empty());
  }

  TEST_CASE("a campaign whose entry was removed is taken off the clock where that is asked for") {
    World world;
    world.api.project.has(There::scheduled(1, in(10h)));
    world.api.project.has(There::scheduled(2, in(12h)));
    world.file_says({Entry("a", 1).at(in(10h)), Entry("b", 2).at(in(12h))});
    world.turn();
    SUBCASE("asked for") {
      world.settings.policy.on_remove = OnRemove::kDisarm;
      world.uses(world.settings);
      world.file_says({Entry("b", 2).at(in(12h))});
      world.turn({.source_event = true});
      CHECK(world.patches(1) == std::vector{disarm()});
      CHECK(world.patches(2).empty());
      world.runs_for(1h);
      CHECK(world.patches(1).size() == 1);
      CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
    }
    SUBCASE("held by the budget") {
      world.settings.policy.on_remove = OnRemove::kDisarm;
      world.settings.policy.max_recipients = 99;
      world.uses(world.settings);
      world.file_says({Entry("b", 2).at(in(12h))});
      world.turn({.source_event = true});
      CHECK(world.api.patches().empty());
      CHECK(world.last.snapshot->plan->held);
      CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kLeft);
    }
    SUBCASE("not asked for") {
      world.file_says({Entry("b", 2).at(in(12h))});
      world.turn({.source_event = true});
      CHECK(world.api.patches().empty());
    }
  }

  TEST_CASE("the credit is read with the catalog, not more often, and before an arm when it is older than a minute") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.turn();
    CHECK(calls(world, is_get_project) == 1);
    world.runs_for(9min);
    CHECK(calls(world, is_get_project) == 1);
    world.runs_for(6min);
    CHECK(calls(world, is_get_project) == 2);
    CHECK(calls(world, is_get_project) == calls(world, is_get_resources));
    world.clock.advance(2min);
    world.file_says({Entry("eid", 1).at(in(25h))});
    world.turn({.source_event = true});
    CHECK(calls(world, is_get_project) == 3);
    SUBCASE("and never where nobody wants to know") {
      World other;
      other.settings.policy.require_credit = CheckLevel::kOff;
      other.api.project.has(There::draft(1));
      other.file_says({Entry("eid", 1).at(in(24h))});
      other.runs_for(1h);
      CHECK(calls(other, is_get_project) == 0);
    }
  }

  TEST_CASE("a change that waits is announced once, before it can no longer be made") {
    World world;
    world.settings.reconcile.interval = 24h;
    world.settings.policy.preflight = Preflight::kOff;
    world.api.project.has(There::scheduled(1, in(2h)));
    world.file_says({Entry("eid", 1).at(in(30h))});
    world.is_paused({.reason = "audit", .person = "mina", .since = in(0h)});
    const auto announced = [&] { return std::ranges::count(world.told, "pending", &Event::reason); };
    world.runs_for(2h - 25min - 1s);
    CHECK(announced() == 0);
    world.runs_for(2s);
    CHECK(announced() == 1);
    const auto event = std::ranges::find(world.told, "pending", &Event::reason);
    CHECK(event->message.find("can be made until " + to_rfc3339(in(2h - 10min))) != std::string::npos);
    CHECK(event->message.find("will be sent as it is, at " + to_rfc3339(in(2h))) != std::string::npos);
    world.runs_for(14min);
    world.forced_turn();
    CHECK(announced() == 1);
    world.runs_for(5min);
    CHECK(world.action_of("eid") == "locked: lockWindow");
  }
}

}  // namespace
}  // namespace campaignd
