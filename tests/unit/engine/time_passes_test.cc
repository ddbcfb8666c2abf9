// What the mere passing of time changes, and when the service looks again because of it.
#include <doctest/doctest.h>

#include <algorithm>

#include "world.h"

namespace campaignd {
namespace {

TEST_SUITE("time passes") {
  TEST_CASE("a time that was too far away is armed at the instant at which it is near enough") {
    World world;
    world.settings.policy.max_lead = 48h;
    world.settings.reconcile.interval = 24h;
    world.api.project.has(There::draft(1));
    world.file_says({Entry("eid", 1).at(in(48h + 1h))});
    world.turn();
    REQUIRE(world.action_of("eid") == "blocked: far");
    CHECK(world.row("eid").clears_at == in(1h));
    REQUIRE(world.last.next_wall_instant == in(1h));

    world.runs_for(59min);
    CHECK(world.api.patches().empty());
    world.runs_for(1min);

    CHECK(world.campaign(1).scheduled_for == in(49h));
  }

  TEST_CASE("a change that waits for the service is given up when the lock falls meanwhile") {
    World world;
    world.api.project.has(There::scheduled(1, in(20min)));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.api.meets(is_patch, Fault::status(429, 12min));

    world.runs_for(19min);

    CHECK(world.api.patches().size() == 1);
    CHECK(world.action_of("eid") == "locked: lockWindow");
  }

  TEST_CASE("a retry does not leave once the time has come too near, or the lock has fallen, since the plan was made") {
    World world;
    world.settings.policy.min_lead = 1min;
    world.settings.policy.lock_window = 10min;
    SUBCASE("too near") {
      world.api.project.has(There::draft(1));
      world.file_says({Entry("eid", 1).at(in(1min + 300ms))});
    }
    SUBCASE("the lock") {
      world.api.project.has(There::scheduled(1, in(10min + 300ms)));
      world.file_says({Entry("eid", 1).at(in(24h))});
    }
    world.api.meets(is_patch, Fault::no_connection(), 1000);

    world.turn();

    CHECK_FALSE(world.patches(1).empty());
    const bool none_late = std::ranges::all_of(
        world.api.sent, [](const auto& sent) { return !is_patch(sent.call) || sent.at <= in(300ms); });
    CHECK(none_late);
    CHECK(world.clock.wall_now() > in(300ms));  // there was a retry that wanted to leave
  }

  TEST_CASE("a wall clock that is set forward past the campaign's time keeps a past time from being written") {
    World world;
    world.api.project.has(There::draft(1));
    world.file_says({Entry("eid", 1).at(in(2h))});
    world.api.meets(is_patch, Fault::no_connection(), 1000);
    world.turn();
    const auto patches = world.api.patches().size();
    world.clock.set_wall(in(3h));

    world.runs_for(1h);

    CHECK(world.api.patches().size() == patches);
    CHECK(world.campaign(1).status == CampaignStatus::kDraft);
  }

  TEST_CASE("between two intervals an agreeing service does nothing at all") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h))});
    const TurnReport report = world.turn();
    CHECK(report.next_turn - world.clock.monotonic_now() > 4min + 59s);
    CHECK(report.next_wall_instant == in(24h - 10min - 1min));  // the last look before the lock falls
    CHECK_FALSE(report.unfinished_until);
  }

  TEST_CASE("a trouble that lasts is told at its beginning, hourly, and at its end, and not between") {
    World world;
    world.api.project.has(There::scheduled(1, in(5min)));
    world.api.project.has(There::scheduled(2, in(24h)));
    world.file_says({Entry("eid", 2).with_template("not_there")});
    const auto said = [&](EventKind kind) {
      return std::ranges::count_if(world.told,
                                   [&](const Event& event) { return event.kind == kind && event.handle.has_value(); });
    };
    world.runs_for(59min);
    CHECK(said(EventKind::kRefused) == 1);
    world.runs_for(2h);
    CHECK(said(EventKind::kRefused) == 3);
    CHECK(said(EventKind::kTroubleOver) == 0);

    world.file_says({Entry("eid", 2).with_template("eid_greeting")});
    world.turn({.source_event = true});

    CHECK(said(EventKind::kTroubleOver) == 1);
  }
}

}  // namespace
}  // namespace campaignd
