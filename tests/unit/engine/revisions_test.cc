// Which revision is in force: the newest good one, whatever happens to the file or to the process.
#include <doctest/doctest.h>

#include <algorithm>

#include "world.h"

namespace campaignd {
namespace {

// One campaign in a day; a file that moved it to 25 h, and did so.
void has_moved_once(World& world) {
  world.api.project.has(There::scheduled(1, in(24h)));
  world.file_says({Entry("eid", 1).at(in(25h))});
  world.turn();
}

TEST_SUITE("revisions") {
  TEST_CASE("a broken file changes nothing: the last good revision stays in force, across a restart too") {
    World world;
    has_moved_once(world);
    world.file_is_broken("unknown key");
    SUBCASE("in the same life") {}
    SUBCASE("in another one") {
      world.is_killed();
    }
    world.api.project.is_moved_to(campaign_id(1), in(23h));

    world.forced_turn();

    CHECK(world.campaign(1).scheduled_for == in(25h));
    REQUIRE(world.last.snapshot->errors.size() == 1);
    CHECK(to_text(world.last.snapshot->errors.front()) == "campaigns.yaml:3:5: error: unknown key");
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kError);
  }

  TEST_CASE("a file that is gone or empty is an error, never `no campaigns`") {
    World world;
    has_moved_once(world);
    world.source.is_unreadable("no such file");

    world.runs_for(1h + 10min);

    CHECK(world.action_of("eid") == "unchanged");
    CHECK(world.last.snapshot->errors.size() == 1);
    CHECK(world.told_of(EventKind::kRevisionRefused) == 2);  // at its beginning, and an hour later
  }

  TEST_CASE("without any good revision nothing is asked of the service") {
    World world;
    world.file_is_broken("unknown key");
    world.runs_for(1h);
    CHECK(world.api.sent.empty());
  }

  TEST_CASE("a file that somebody is writing is not acted upon; after half a minute that is told") {
    World world;
    has_moved_once(world);
    world.source.is_being_written("campaigns.yaml was opened for writing", world.clock.monotonic_now() + 300ms);
    world.turn({.source_event = true});
    CHECK(world.last.snapshot->waiting_for == "campaigns.yaml was opened for writing");
    CHECK(world.told_of(EventKind::kWaiting) == 0);

    world.runs_for(29s);
    CHECK(world.told_of(EventKind::kWaiting) == 0);
    world.runs_for(2s);
    CHECK(world.told_of(EventKind::kWaiting) == 1);

    world.file_says({Entry("eid", 1).at(in(26h))});
    world.turn({.source_event = true});
    CHECK(world.campaign(1).scheduled_for == in(26h));
    CHECK(world.last.snapshot->waiting_for.empty());
  }

  TEST_CASE("a file that changes while a plan is being carried out withholds the rest of it") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(25h))});
    const std::string newer = world.text_of({Entry("eid", 1).at(in(30h))});
    bool changed = false;
    world.api.before_answer = [&](const ApiCall& call) {
      if (!changed && is_list(call)) world.source.says(newer), changed = true;
    };

    world.runs_for(10s);

    CHECK(world.patches(1) == std::vector{schedule_at(in(30h))});
  }

  TEST_CASE("a newer revision drops the retries of the older") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(25h))});
    world.api.meets(is_patch, Fault::status(429, 5min));
    world.turn();
    REQUIRE(world.last.unfinished_until);
    world.file_says({Entry("eid", 1).at(in(24h))});

    world.turn({.source_event = true});
    world.runs_for(1h);

    CHECK(world.api.patches().size() == 1);
    CHECK(world.campaign(1).scheduled_for == in(24h));
  }

  TEST_CASE("the same bytes written again are no new revision") {
    World world;
    has_moved_once(world);
    const auto records = world.journal.records().size();
    world.file_says({Entry("eid", 1).at(in(25h))});
    world.turn({.source_event = true});
    CHECK(world.journal.records().size() == records);
    CHECK(world.told_of(EventKind::kRevision) == 1);
  }

  TEST_CASE("an entry that is removed while its campaign is on the clock is told hourly until it is over") {
    World world;
    world.api.project.has(There::scheduled(1, in(3h)));
    world.api.project.has(There::scheduled(2, in(24h)));
    world.file_says({Entry("gone", 1).at(in(3h)), Entry("stays", 2).at(in(24h))});
    world.turn();
    world.file_says({Entry("stays", 2).at(in(24h))});
    const auto warnings = [&] {
      return std::ranges::count_if(world.told, [](const Event& event) {
        return event.kind != EventKind::kTroubleOver && event.reason == "onRemove";
      });
    };

    world.turn({.source_event = true});
    CHECK(warnings() == 1);
    world.runs_for(2h + 30min);
    CHECK(warnings() == 3);
    world.runs_for(24h);

    CHECK(warnings() == 3);  // it started half an hour later
    CHECK(world.patches(1).empty());
  }
}

}  // namespace
}  // namespace campaignd
