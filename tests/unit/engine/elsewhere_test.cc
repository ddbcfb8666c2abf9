// What a person did at the service is not undone, and what we did ourselves is not taken for a person's.
#include <doctest/doctest.h>

#include <algorithm>

#include "world.h"

namespace campaignd {
namespace {

TEST_SUITE("what somebody else did") {
  TEST_CASE("a campaign that was taken off the clock stays off, until its own entry changes") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    const Entry entry = Entry("eid", 1).at(in(24h));
    world.file_says({entry});
    world.turn();
    world.api.project.is_taken_off_the_clock(campaign_id(1));

    world.runs_for(1h);

    CHECK(world.api.patches().empty());
    CHECK(world.action_of("eid") == "blocked: disarmed-elsewhere");

    world.file_says({entry.commented("edited")});
    world.turn({.source_event = true});

    CHECK(world.campaign(1).status == CampaignStatus::kScheduled);
  }

  TEST_CASE("a campaign that was moved later stays there, and one that was moved nearer is set back") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.api.project.has(There::scheduled(2, in(24h)));
    world.file_says({Entry("later", 1).at(in(24h)), Entry("nearer", 2).at(in(24h))});
    world.turn();
    world.api.project.is_moved_to(campaign_id(1), in(24h + 1ms));
    world.api.project.is_moved_to(campaign_id(2), in(24h - 1ms));

    world.forced_turn();

    CHECK(world.action_of("later") == "blocked: postponed-elsewhere");
    CHECK(world.campaign(1).scheduled_for == in(24h + 1ms));
    CHECK(world.campaign(2).scheduled_for == in(24h));
  }

  TEST_CASE("it is remembered across a restart") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.turn();
    SUBCASE("done while nobody looked") {
      world.is_killed();
      world.api.project.is_taken_off_the_clock(campaign_id(1));
    }
    SUBCASE("seen before") {
      world.api.project.is_taken_off_the_clock(campaign_id(1));
      world.forced_turn();
      world.is_killed();
    }

    world.runs_for(30min);

    CHECK(world.api.patches().empty());
    CHECK(world.action_of("eid") == "blocked: disarmed-elsewhere");
  }

  TEST_CASE("it is remembered by a life that could not read its journal at first") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.turn();
    world.api.project.is_taken_off_the_clock(campaign_id(1));
    world.forced_turn();
    world.is_killed();
    world.journal.fail_call(1, FakeJournal::Failing::kForGood);
    world.forced_turn();
    world.journal.works_again();

    world.runs_for(30min);

    CHECK(world.api.patches().empty());
    CHECK(world.action_of("eid") == "blocked: disarmed-elsewhere");
  }

  TEST_CASE("another entry's change, or a default's, does not arm it again") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.api.project.has(There::draft(2));
    world.file_says({Entry("eid", 1).at(in(24h)), Entry("other", 2)});
    world.turn();
    world.api.project.is_taken_off_the_clock(campaign_id(1));

    world.file_says({Entry("eid", 1).at(in(24h)), Entry("other", 2).with_template("winter_sale")});
    world.turn({.source_event = true});

    CHECK(world.patches(1).empty());
    CHECK(world.patches(2).size() == 1);
  }

  TEST_CASE("what else of it differs is still mended") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    const Entry entry = Entry("eid", 1).with_template("eid_greeting");
    world.file_says({entry.at(in(24h))});
    world.turn();
    world.api.project.is_taken_off_the_clock(campaign_id(1));
    world.forced_turn();

    world.file_says({entry.draft()});
    world.turn({.source_event = true});

    CHECK(world.api.patches().empty());
    CHECK(world.action_of("eid") == "unchanged");
  }

  TEST_CASE("our own disarm is not somebody else's: the file may arm it again") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.turn();
    world.file_says({Entry("eid", 1).draft()});
    world.turn({.source_event = true});
    SUBCASE("in the same life") {}
    SUBCASE("in another life") {
      world.is_killed();
    }

    world.file_says({Entry("eid", 1).at(in(24h))});
    world.turn({.source_event = true});

    CHECK(world.campaign(1).status == CampaignStatus::kScheduled);
    CHECK(world.patches(1) == std::vector{disarm(), schedule_at(in(24h))});
  }

  TEST_CASE("an arm is on disk before its PATCH leaves") {
    World world;
    world.api.project.has(There::draft(1));
    world.file_says({Entry("eid", 1).at(in(24h))});
    std::optional<CampaignMemory> at_leaving;
    world.api.before_answer = [&](const ApiCall& call) {
      if (!is_patch(call)) return;
      if (const auto* known = world.journal.memory().find(campaign_id(1))) at_leaving = *known;
    };

    world.turn();

    REQUIRE(at_leaving);
    REQUIRE(at_leaving->arming);
    CHECK(at_leaving->arming->to == in(24h));
  }

  TEST_CASE("an arm that landed while we died, and was then taken off by a person, is not repeated") {
    World world;
    world.api.project.has(There::draft(1));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.api.dies_at(is_patch, FakeTransport::Death::kAfterStoring);
    CHECK_THROWS_AS(world.turn(), SimulatedCrash);
    world.is_killed();
    world.clock.advance(10s);
    world.api.project.is_taken_off_the_clock(campaign_id(1));

    world.runs_for(1h);

    CHECK(world.patches(1).size() == 1);
    CHECK(world.action_of("eid") == "blocked: disarmed-elsewhere");
  }

  TEST_CASE("what was under way when we died stays open until the campaign was looked at") {
    World world;
    world.api.project.has(There::scheduled(1, in(20h)));
    world.file_says({Entry("eid", 1).at(in(30h))});
    world.api.dies_at(is_patch, FakeJournal::Death::kAfterStoring);
    CHECK_THROWS(world.turn());
    world.is_killed();
    world.api.meets(is_any, Fault::status(500), 1000);
    world.turn();
    CHECK(world.outcomes(1).empty());
    world.api.is_well_again();
    world.runs_for(10min);
    CHECK(world.outcomes(1) == std::vector{Outcome::kApplied});
  }

  TEST_CASE("an arm that never landed is made again") {
    World world;
    world.api.project.has(There::draft(1));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.api.meets(is_patch, Fault::no_answer());

    world.runs_for(10min);

    CHECK(world.campaign(1).status == CampaignStatus::kScheduled);
  }

  TEST_CASE("an arm that landed unseen and was then taken off by a person is not repeated") {
    World world;
    world.api.project.has(There::draft(1));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.api.meets(is_patch, Fault::lands_late(5s));
    world.api.before_answer = [&](const ApiCall& call) {
      if (is_get(call)) world.api.project.is_taken_off_the_clock(campaign_id(1));  // right before it is read back
    };

    world.runs_for(1h);

    CHECK(world.patches(1).size() == 1);
    CHECK(world.campaign(1).status == CampaignStatus::kDraft);
    CHECK(world.action_of("eid") == "blocked: disarmed-elsewhere");
  }

  TEST_CASE("a field that comes back different twice within an hour is told once, and left until its entry changes") {
    World world;
    world.settings.reconcile.interval = 1min;
    world.api.project.has(There::scheduled(1, in(24h)));
    const Entry entry = Entry("eid", 1).with_template("eid_greeting");
    world.file_says({entry});
    world.turn();
    const auto is_set_back = [&] {
      world.api.project.is_edited(campaign_id(1), Patch{.template_id = template_id(2)});
      world.runs_for(2min);
    };
    const auto tellings = [&] {
      return std::ranges::count_if(world.told, [](const Event& event) { return event.reason == "contended"; });
    };

    is_set_back();  // drift: mended
    is_set_back();  // came back different, once: mended
    CHECK(world.patches(1).size() == 2);
    CHECK(tellings() == 0);
    is_set_back();  // twice
    world.runs_for(3h);

    CHECK(world.patches(1).size() == 2);
    CHECK(world.action_of("eid") == "blocked: drift");
    CHECK(tellings() == 1);
    world.file_says({entry.commented("edited")});
    world.turn({.source_event = true});
    CHECK(world.patches(1).size() == 3);
    CHECK(world.action_of("eid") == "unchanged");
  }

  TEST_CASE("a field that is set back once an hour is mended each time") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).with_template("eid_greeting")});
    world.turn();
    for (int hour = 1; hour <= 4; ++hour) {
      world.api.project.is_edited(campaign_id(1), Patch{.template_id = template_id(2)});
      world.runs_for(61min);
      CHECK(world.patches(1).size() == static_cast<std::size_t>(hour));
    }
  }

  TEST_CASE("with `drift: report` what somebody changed is told and left, and what the file changed is not") {
    World world;
    world.settings.policy.drift = DriftPolicy::kReport;
    world.api.project.has(There::scheduled(1, in(24h)));
    const Entry entry = Entry("eid", 1).with_template("eid_greeting");
    world.file_says({entry});
    world.turn();
    world.api.project.is_edited(campaign_id(1), Patch{.template_id = template_id(2)});
    world.forced_turn();
    CHECK(world.action_of("eid") == "blocked: drift");
    CHECK(world.row("eid").cause == Cause::kService);
    CHECK(world.api.patches().empty());

    world.file_says({entry.with_number("9647707654321")});
    world.turn({.source_event = true});

    CHECK(world.action_of("eid") == "unchanged");
    CHECK(world.campaign(1).message_template->id == template_id(1));
  }

  TEST_CASE("a person's stop that our own answer is the first to show is not undone") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h)).with_template("eid_greeting")});
    world.turn();
    world.api.project.is_edited(campaign_id(1), Patch{.template_id = template_id(2)});
    bool stopped = false;
    world.api.before_answer = [&](const ApiCall& call) {
      if (is_patch(call) && !stopped) stopped = true, world.api.project.is_taken_off_the_clock(campaign_id(1));
    };
    SUBCASE("in the answer") {}
    SUBCASE("in the read-back after a refusal") {
      world.api.meets(is_patch, Fault::status(400));
    }
    SUBCASE("found by another life") {
      world.api.dies_at(is_patch, FakeTransport::Death::kAfterStoring);
    }

    try {
      world.forced_turn();
    } catch (const SimulatedCrash&) {
      world.is_killed();
    }
    world.runs_for(1h);

    CHECK(world.campaign(1).status == CampaignStatus::kDraft);
    CHECK(world.action_of("eid") == "blocked: disarmed-elsewhere");
  }

  TEST_CASE("a handle that is renamed while a person stops its campaign forgets nothing") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    const Entry entry = Entry("eid", 1).by_name("Campaign 1").at(in(24h));
    Entry renamed = entry;
    renamed.handle = Handle::parse("eid-al-fitr").value();
    world.file_says({entry});
    world.turn();
    world.api.project.is_taken_off_the_clock(campaign_id(1));
    world.source.says("renamed");
    world.means("renamed", {renamed});

    world.turn({.source_event = true});

    CHECK(world.action_of("eid-al-fitr") == "blocked: disarmed-elsewhere");
    CHECK(world.api.patches().empty());
  }
}

}  // namespace
}  // namespace campaignd
