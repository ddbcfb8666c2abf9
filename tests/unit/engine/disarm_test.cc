// A disarm that the file asks for is always allowed; only what the design names stands above it.
#include <doctest/doctest.h>

#include <algorithm>

#include "world.h"

namespace campaignd {
namespace {

// One campaign to take off the clock, and one to move, which shows that what should be held back is.
void has_a_stop_and_a_move(World& world) {
  world.api.project.has(There::scheduled(1, in(24h)));
  world.api.project.has(There::scheduled(2, in(24h)));
  world.file_says({Entry("stop", 1).draft(), Entry("move", 2).at(in(25h))});
}

bool is_off(World& world, int n) {
  return world.campaign(n).status == CampaignStatus::kDraft;
}

TEST_SUITE("a requested disarm") {
  TEST_CASE("passes a pause, and a change does not") {
    World world;
    has_a_stop_and_a_move(world);
    world.is_paused({.reason = "audit", .person = "mina", .since = in(0h)});

    world.turn();

    CHECK(is_off(world, 1));
    CHECK(world.patches(2).empty());
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kLeft);
  }

  TEST_CASE("does not bring what else differs along through a pause") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("stop", 1).draft().with_template("winter_sale")});
    world.is_paused({.reason = "audit", .person = "mina", .since = in(0h)});

    world.turn();

    CHECK(world.patches(1) == std::vector{disarm()});
    CHECK(world.action_of("stop") == "update");
  }

  TEST_CASE("passes a hold of the change budget, and a change does not") {
    World world;
    world.settings.policy.max_changes = 0;
    has_a_stop_and_a_move(world);

    world.turn();

    CHECK(is_off(world, 1));
    CHECK(world.patches(2).empty());
    REQUIRE(world.last.snapshot->plan->held);
    CHECK(world.last.snapshot->plan->held->because == "maxChanges: 1 > 0");
  }

  TEST_CASE("passes a journal that cannot be written, and a change does not") {
    World world;
    has_a_stop_and_a_move(world);
    world.journal.fail_call(3, FakeJournal::Failing::kForGood);  // recalled, and then the disk is full

    world.turn();

    CHECK(is_off(world, 1));
    CHECK(world.patches(2).empty());
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kError);
  }

  TEST_CASE("passes a journal that cannot even be read") {
    World world;
    has_a_stop_and_a_move(world);
    world.journal.fail_call(1, FakeJournal::Failing::kForGood);

    world.turn();

    CHECK(is_off(world, 1));
    CHECK(world.patches(2).empty());
  }

  TEST_CASE("passes up to the last second, inside the lock window") {
    World world;
    world.api.project.has(There::scheduled(1, in(1s)));
    world.file_says({Entry("stop", 1).draft()});

    world.turn();

    CHECK(is_off(world, 1));
  }

  TEST_CASE("is not written to a campaign that has started meanwhile") {
    World world;
    world.api.project.has(There::scheduled(1, in(15ms)));  // the lists take 20
    world.file_says({Entry("stop", 1).draft()});

    world.turn();
    world.forced_turn();

    CHECK(world.campaign(1).status == CampaignStatus::kRunning);
    CHECK(world.action_of("stop") == "immutable: started");
  }

  TEST_CASE("passes clocks that are apart, alone, and a change does not") {
    World world;
    world.api.clock_ahead = 2min;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.api.project.has(There::scheduled(2, in(24h)));
    world.file_says({Entry("stop", 1).draft().with_template("winter_sale"), Entry("move", 2).at(in(25h))});

    world.turn();

    CHECK(world.patches(1) == std::vector{disarm()});
    CHECK(world.patches(2).empty());
    CHECK(world.action_of("move") == "blocked: clock");
  }

  TEST_CASE("passes a catalog that cannot be read and a template that does not resolve") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.api.project.has(There::scheduled(2, in(24h)));
    world.file_says({Entry("stop", 1).draft().with_template("no_such")});
    SUBCASE("no catalog") {
      world.api.meets(is_resources, Fault::status(500), 100);
    }
    SUBCASE("no such template") {}

    world.turn();

    CHECK(is_off(world, 1));
  }

  TEST_CASE("of a campaign known by id passes lists that cannot be read") {
    World world;
    has_a_stop_and_a_move(world);
    world.api.meets(is_list, Fault::status(400), 2);

    world.turn();

    CHECK(is_off(world, 1));
    CHECK(world.action_of("move") == "blocked: observe");
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kError);
  }

  TEST_CASE("passes a file that somebody is writing, from the last good revision") {
    World world;
    has_a_stop_and_a_move(world);
    world.api.before_answer = [&](const ApiCall& call) {
      if (is_list(call)) world.source.is_being_written("campaigns.yaml is open", world.clock.monotonic_now() + 1s);
    };

    world.runs_for(10s);

    CHECK(is_off(world, 1));
    CHECK(world.patches(2).empty());
  }

  TEST_CASE("does not pass a 401") {
    World world;
    has_a_stop_and_a_move(world);
    world.api.meets(is_list, Fault::status(401));

    world.turn();

    CHECK(world.api.patches().empty());
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kError);
  }

  TEST_CASE("does not pass `suspend`") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("stop", 1).draft().suspended()});

    world.turn();

    CHECK(world.api.patches().empty());
    CHECK(world.action_of("stop") == "suspended");
  }

  TEST_CASE("does not wait for a catalog that hangs") {
    World world;
    has_a_stop_and_a_move(world);
    world.api.meets(is_resources, Fault::no_answer(), 100);
    world.turn();
    CHECK(is_off(world, 1));
    const auto stop = std::ranges::find_if(world.api.sent, [](const auto& sent) { return is_patch(sent.call); });
    REQUIRE(stop != world.api.sent.end());
    CHECK(stop->at < in(1s));
  }

  TEST_CASE("is tried again within half a minute, as long as its campaign has not started") {
    World world;
    world.settings.reconcile.interval = 24h;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("stop", 1).draft()});
    SUBCASE("the service fails") {
      world.api.meets(is_patch, Fault::status(503), 30);
    }
    SUBCASE("its PATCH finds nobody") {
      world.api.meets(is_patch, Fault::no_connection(), 30);
    }
    SUBCASE("nobody is there") {
      world.api.meets(is_any, Fault::no_connection(), 60);
    }

    world.runs_for(10min);

    CHECK(is_off(world, 1));
  }

  TEST_CASE("passes a file that is rewritten all the time") {
    World world;
    has_a_stop_and_a_move(world);
    world.api.before_answer = [&](const ApiCall& call) {
      if (is_list(call)) world.source.changes_after_next_read(world.text_of({Entry("stop", 1).draft()}));
    };
    world.turn();
    CHECK(is_off(world, 1));
  }

  TEST_CASE("is tried again in spite of a wait that ends after its campaign's start, and not of one that ends before") {
    World world;
    world.api.project.has(There::scheduled(1, in(5min)));
    world.file_says({Entry("stop", 1).draft()});
    SUBCASE("after") {
      world.api.meets(is_patch, Fault::status(429, 10min), 3);
      world.runs_for(2min);
      CHECK(is_off(world, 1));
      CHECK(world.patches(1).size() == 4);
    }
    SUBCASE("before") {
      world.api.meets(is_patch, Fault::status(429, 2min));
      world.runs_for(3min);
      CHECK(is_off(world, 1));
      REQUIRE(world.patches(1).size() == 2);
      const auto second = std::find_if(world.api.sent.rbegin(), world.api.sent.rend(),
                                       [](const auto& sent) { return is_patch(sent.call); });
      CHECK(second->at >= in(2min));
    }
  }
}

}  // namespace
}  // namespace campaignd
