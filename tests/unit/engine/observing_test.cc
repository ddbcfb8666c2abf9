// What is asked of the service, and what follows from answers that are missing, cut short or overtaken by events.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "engine/look.h"
#include "world.h"

namespace campaignd {
namespace {

// Campaigns 1 to `count`, scheduled in a day, and a file that names each by id and agrees.
void has_many_in_agreement(World& world, int count) {
  std::vector<Entry> entries;
  for (int n = 1; n <= count; ++n) {
    world.api.project.has(There::scheduled(n, in(24h)));
    entries.push_back(Entry("c" + std::to_string(n), n).at(in(24h)));
  }
  world.file_says(entries);
}

int paged_lists(const World& world) {
  return world.api.count([](const ApiCall& call) {
    const auto* list = std::get_if<ListCampaigns>(&call);
    return list != nullptr && list->page.has_value();
  });
}

TEST_SUITE("observing") {
  TEST_CASE("a campaign that neither list held is asked for by id, and never taken for gone") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.api.project.has(There{2, CampaignStatus::kRunning, in(-1h)});
    world.file_says({Entry("eid", 1).at(in(24h)), Entry("running", 2).at(in(-1h)), Entry("nowhere", 3).at(in(24h))});

    world.turn();

    CHECK(world.api.count(is_get) == 2);
    CHECK(world.action_of("running") == "unchanged");
    CHECK(world.action_of("nowhere") == "missing: not-found");
  }

  TEST_CASE("a campaign that is known to be over is not asked for again") {
    World world;
    world.api.project.has(There{1, CampaignStatus::kCompleted, in(-24h)});
    world.file_says({Entry("eid", 1).at(in(-24h))});
    world.turn();
    world.api.sent.clear();

    world.forced_turn();

    CHECK(world.api.count(is_get) == 0);
    CHECK(world.action_of("eid") == "unchanged");
  }

  TEST_CASE("a list that was cut short is noticed, told once, and read in pages from then on") {
    World world;
    has_many_in_agreement(world, 250);
    world.api.project.lists_hold_at_most = 200;

    world.turn();

    CHECK(world.action_of("c250") == "unchanged");
    CHECK(paged_lists(world) == 4);  // one page of drafts, three of scheduled campaigns
    const int told = world.told_of(EventKind::kNotice);
    CHECK(told == 1);
    world.api.sent.clear();
    world.forced_turn();
    CHECK(paged_lists(world) == 4);
    CHECK(world.api.count(is_get) == 0);
    CHECK(world.told_of(EventKind::kNotice) == told);
  }

  TEST_CASE("a campaign that moved from one list to the other between the two is no sign of a list cut short") {
    World world;
    world.api.project.has(There::draft(1));
    world.file_says({Entry("eid", 1).with_template("eid_greeting")});
    world.clock.advance(1min);
    world.api.before_answer = [&](const ApiCall& call) {
      // The drafts are listed before it goes back to one, the scheduled ones after.
      const auto* list = std::get_if<ListCampaigns>(&call);
      if (list == nullptr || world.api.sent.size() > 2) return;
      if (list->status == CampaignStatus::kDraft) {
        world.api.project.is_moved_to(campaign_id(1), in(24h));
      } else {
        world.api.project.is_taken_off_the_clock(campaign_id(1));
      }
    };

    world.turn();

    CHECK(paged_lists(world) == 0);
    CHECK(world.api.count(is_list) == 4);
    CHECK(world.action_of("eid") == "unchanged");
  }

  TEST_CASE("lists that have not moved are taken from the last quiet look") {
    World world;
    world.api.project.has(There::draft(1));
    world.api.project.has(There::scheduled(2, in(24h)));
    world.file_says({Entry("eid", 1).with_template("eid_greeting"), Entry("sale", 2).at(in(24h))});
    world.turn();
    const auto asks_unless = [&] {
      world.api.sent.clear();
      world.forced_turn();
      return world.api.count([](const ApiCall& call) {
        const auto* list = std::get_if<ListCampaigns>(&call);
        return list != nullptr && list->unless.has_value();
      });
    };

    CHECK(asks_unless() == 2);
    CHECK(world.action_of("eid") == "unchanged");
    CHECK(world.action_of("sale") == "unchanged");
    CHECK(world.api.count(is_get) == 0);

    SUBCASE("one of them moved, and the other did not") {
      world.api.project.is_moved_to(campaign_id(2), in(23h));
      CHECK(asks_unless() == 2);
      CHECK(world.action_of("eid") == "unchanged");
      CHECK(world.campaign(2).scheduled_for == in(24h));  // moved back
      CHECK(asks_unless() == 0);                          // something was written
      CHECK(asks_unless() == 2);
    }
    SUBCASE("a campaign went from one to the other") {
      world.api.project.is_taken_off_the_clock(campaign_id(2));
      CHECK(asks_unless() == 2);
      CHECK(world.action_of("sale") == "blocked: disarmed-elsewhere");
    }
    SUBCASE("a campaign is gone") {
      world.api.project.deletes(campaign_id(2));
      CHECK(asks_unless() == 2);
      CHECK(world.action_of("sale") == "missing: not-found");
      CHECK(world.action_of("eid") == "unchanged");
    }
    SUBCASE("the one that did not move comes last") {
      world.api.project.is_edited(campaign_id(1), Patch{.name = "Renamed"});
      int calls = 0;
      world.api.takes = [&] { return ++calls == 1 ? 100ms : 20ms; };  // the drafts'
      CHECK(asks_unless() == 2);
      CHECK(world.row("eid").name == "Renamed");
      CHECK(world.action_of("sale") == "unchanged");
    }
    SUBCASE("the one that did not move comes first") {
      world.api.project.is_edited(campaign_id(1), Patch{.name = "Renamed"});
      int calls = 0;
      world.api.takes = [&] { return ++calls == 1 ? 20ms : 100ms; };
      CHECK(asks_unless() == 2);
      CHECK(world.row("eid").name == "Renamed");
      CHECK(world.action_of("sale") == "unchanged");
    }
    SUBCASE("the other cannot be read") {
      world.api.meets(
          [](const ApiCall& call) {
            const auto* list = std::get_if<ListCampaigns>(&call);
            return list != nullptr && list->status == CampaignStatus::kDraft;
          },
          Fault::status(500), 100);
      CHECK(asks_unless() >= 2);
      CHECK(world.action_of("eid") == "blocked: observe");
      CHECK(world.action_of("sale") == "unchanged");
      world.api.is_well_again();
      CHECK(asks_unless() == 0);
      CHECK(world.action_of("eid") == "unchanged");
    }
    SUBCASE("the settings are read again, and the key with them") {
      world.uses(world.settings);
      CHECK(asks_unless() == 0);
      CHECK(asks_unless() == 2);
    }
  }

  TEST_CASE("what was asked for by id is asked for again, though the lists have not moved") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.api.project.has(There{2, CampaignStatus::kRunning, in(-1h)});
    world.file_says({Entry("eid", 1).at(in(24h)), Entry("running", 2).at(in(-1h))});
    world.turn();
    world.forced_turn();
    world.api.sent.clear();

    world.forced_turn();

    CHECK(world.api.count(is_get) == 1);
    CHECK(world.action_of("running") == "unchanged");
  }

  TEST_CASE("a list that cannot be read blocks what needs it, and nothing else") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.api.project.has(There::draft(2));
    world.file_says({Entry("moves", 1).at(in(25h)), Entry("arms", 2).at(in(25h)), Entry("named", 1).by_name("Draft")});
    world.api.meets(
        [](const ApiCall& call) {
          const auto* list = std::get_if<ListCampaigns>(&call);
          return list != nullptr && list->status == CampaignStatus::kDraft;
        },
        Fault::status(500), 100);

    world.turn();

    CHECK(world.campaign(1).scheduled_for == in(25h));
    CHECK(world.action_of("arms") == "blocked: observe");
    CHECK(world.action_of("named") == "blocked: observe");
    CHECK(world.api.count(is_get) == 0);
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kError);
  }

  TEST_CASE("the catalog is read again after ten minutes, not before") {
    World world;
    has_many_in_agreement(world, 1);
    world.turn();
    world.api.sent.clear();
    world.clock.advance(9min);
    world.forced_turn();
    CHECK(world.api.count(is_resources) == 0);
    world.clock.advance(1min);
    world.forced_turn();
    CHECK(world.api.count(is_resources) == 1);
  }

  TEST_CASE("a name that the catalog does not have is looked up afresh once a revision") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.turn();
    world.api.sent.clear();
    world.clock.advance(1s);

    world.file_says({Entry("eid", 1).at(in(24h)).with_template("not_there_yet")});
    world.turn({.source_event = true});
    world.forced_turn();

    CHECK(world.api.count(is_resources) == 1);
    CHECK(world.action_of("eid") == "invalid: unknown-template");
  }

  TEST_CASE("a catalog older than a minute is read again before a write that arms or changes") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).with_template("eid_greeting")});
    world.turn();
    world.clock.advance(61s);
    world.api.project.catalog.templates.back().status = "PAUSED";
    world.file_says({Entry("eid", 1).with_template("winter_sale")});

    world.turn({.source_event = true});

    CHECK(world.api.patches().empty());
    CHECK(world.action_of("eid") == "blocked: requireApprovedTemplate");
  }

  TEST_CASE("where the clocks are more than a minute apart nothing is armed or changed") {
    for (const auto ahead : {-62s, 62s}) {
      CAPTURE(ahead.count());
      World world;
      world.api.clock_ahead = ahead;
      world.api.project.has(There::scheduled(1, in(24h)));
      world.file_says({Entry("eid", 1).at(in(25h))});
      world.turn();
      CHECK(world.api.patches().empty());
      CHECK(world.action_of("eid") == "blocked: clock");
    }
  }

  TEST_CASE("a refused key ends the look, and nothing is asked for ten minutes") {
    World world;
    has_many_in_agreement(world, 3);
    world.api.meets(is_any, Fault::status(401), 1000);
    world.turn();
    const auto asked = world.api.sent.size();

    world.runs_for(9min + 50s);
    CHECK(world.api.sent.size() == asked);
    world.api.is_well_again();
    world.runs_for(1min);

    CHECK(world.action_of("c1") == "unchanged");
  }

  TEST_CASE("a key that changed is tried at once") {
    World world;
    has_many_in_agreement(world, 1);
    world.api.meets(is_any, Fault::status(401), 1000);
    world.turn();
    world.api.is_well_again();

    world.turn({.key_changed = true});

    CHECK(world.action_of("c1") == "unchanged");
  }

  TEST_CASE("a catalog that failed before a write is asked for again at the next look, not ten minutes later") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).with_template("eid_greeting")});
    world.turn();
    world.clock.advance(2min);
    world.file_says({Entry("eid", 1).with_template("winter_sale")});
    world.api.meets(is_resources, Fault::status(400));
    world.turn({.source_event = true});
    REQUIRE(world.action_of("eid") == "blocked: observe");

    world.forced_turn();

    CHECK(world.action_of("eid") == "unchanged");
  }

  TEST_CASE("a list that the service asks to be left alone for a while is asked for when the while is over") {
    World world;
    has_many_in_agreement(world, 1);
    world.api.meets(is_list, Fault::status(503, 1min), 2);
    world.turn();
    REQUIRE(world.action_of("c1") == "blocked: observe");

    world.runs_for(1min + 1s);

    CHECK(world.action_of("c1") == "unchanged");
  }

  TEST_CASE("what may be being sent is asked for besides, but not where a list fails") {
    const auto gets = [](bool lists_fail) {
      World world;
      world.file_says({});
      Memory memory;
      std::set<CampaignId> also;
      for (int n = 1; n <= 30; ++n) {
        also.insert(campaign_id(n));
        memory.campaigns.emplace(campaign_id(n), CampaignMemory{There::scheduled(n, in(-1h))});
      }
      if (lists_fail) world.api.meets(is_any, Fault::no_connection(), 100'000);
      const auto looked = look(Ports{world.source, world.api, world.clock, world.journal}, world.settings,
                               DesiredState{}, memory, {}, {}, also);
      REQUIRE(looked);
      CHECK(looked->observed.scheduled_failure.has_value() == lists_fail);
      return world.api.count(is_get);
    };
    CHECK(gets(false) == 30);
    CHECK(gets(true) == 0);
  }
}

}  // namespace
}  // namespace campaignd
