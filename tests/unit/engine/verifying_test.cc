// An answer that was not understood is never taken for success, and what is not known is not repeated in a tight loop.
#include <doctest/doctest.h>

#include "world.h"

namespace campaignd {
namespace {

using Effect = Fault::Effect;

// Campaign 1 goes out in a day, and the file wants it an hour later.
void has_a_move(World& world) {
  world.api.project.has(There::scheduled(1, in(24h)));
  world.file_says({Entry("eid", 1).at(in(25h))});
}

TEST_SUITE("verifying") {
  TEST_CASE("an echo that does not show the change is read back, and what is found there counts") {
    World world;
    has_a_move(world);
    world.api.meets(is_patch, Fault::shows_the_old(Effect::kApplied));

    world.turn();

    CHECK(world.patches(1).size() == 1);
    CHECK(world.api.count(is_get) == 1);
    CHECK(world.outcomes(1) == std::vector{Outcome::kApplied});
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
  }

  TEST_CASE("a change that is not there afterwards is reported and not repeated in the same reconcile") {
    World world;
    has_a_move(world);
    world.api.meets(is_patch, Fault::shows_the_old(Effect::kNone));

    world.turn();

    CHECK(world.patches(1).size() == 1);
    CHECK(world.outcomes(1) == std::vector{Outcome::kUnknown});
    CHECK(world.action_of("eid") == "update: unknown");
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kError);
  }

  TEST_CASE("a service that ignores every change is asked at most once a half minute") {
    World world;
    has_a_move(world);
    world.api.meets(is_patch, Fault::shows_the_old(Effect::kNone), 1000);

    world.runs_for(1h);

    const auto patches = world.patches(1).size();
    CHECK(patches >= 2);
    CHECK(patches <= 40);
    std::optional<WallTime> before;
    for (const auto& sent : world.api.sent) {
      if (!is_patch(sent.call)) continue;
      if (before) CHECK(sent.at - *before >= 30s);
      before = sent.at;
    }
  }

  TEST_CASE("a PATCH whose answer is lost after it was applied is not sent again") {
    World world;
    has_a_move(world);
    SUBCASE("time-out") {
      world.api.meets(is_patch, Fault::no_answer(Effect::kApplied));
    }
    SUBCASE("500") {
      world.api.meets(is_patch, Fault::status(500, {}, Effect::kApplied));
    }
    SUBCASE("400") {
      world.api.meets(is_patch, Fault::status(400, {}, Effect::kApplied));
    }

    world.runs_for(2h);

    CHECK(world.patches(1).size() == 1);
    CHECK(world.campaign(1).scheduled_for == in(25h));
    CHECK(world.outcomes(1) == std::vector{Outcome::kApplied});
  }

  TEST_CASE("a PATCH that was lost before it was applied is sent again after three time-outs") {
    World world;
    has_a_move(world);
    world.api.meets(is_patch, Fault::no_answer());

    world.runs_for(10min);

    REQUIRE(world.patches(1).size() == 2);
    CHECK(world.campaign(1).scheduled_for == in(25h));
    CHECK(world.outcomes(1) == std::vector{Outcome::kUnknown, Outcome::kApplied});
  }

  TEST_CASE("a PATCH that lands late is found by looking again, and is not sent twice") {
    for (const auto late : {12s, 25s, 39s}) {
      CAPTURE(late.count());
      World world;
      has_a_move(world);
      world.api.meets(is_patch, Fault::lands_late(late));

      world.runs_for(4min);  // less than the interval

      CHECK(world.patches(1).size() == 1);
      CHECK(world.action_of("eid") == "unchanged");
      CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
    }
  }

  TEST_CASE("a move that lands late is not taken for somebody else's") {
    World world;
    has_a_move(world);
    world.api.meets(is_patch, Fault::lands_late(20s));

    world.runs_for(1h);
    world.file_says({Entry("eid", 1).at(in(26h))});
    world.turn({.source_event = true});

    CHECK(world.campaign(1).scheduled_for == in(26h));
  }

  TEST_CASE("a disarm whose effect is unknown is repeated at once, because late it is worth nothing") {
    World world;
    world.api.project.has(There::scheduled(1, in(2min)));
    world.file_says({Entry("stop", 1).draft()});
    world.api.meets(is_patch, Fault::no_answer());

    world.turn();

    CHECK(world.patches(1).size() == 2);
    CHECK(world.campaign(1).status == CampaignStatus::kDraft);
  }

  TEST_CASE("an answer about another campaign shows nothing") {
    World world;
    has_a_move(world);
    There other = There::scheduled(2, in(25h));
    world.api.project.has(other);
    world.api.answers_with(is_patch, other);

    world.turn();

    CHECK(world.outcomes(1) == std::vector{Outcome::kUnknown});
    CHECK(world.action_of("eid") == "update: unknown");
  }

  TEST_CASE("a read-back that shows another campaign shows nothing") {
    World world;
    has_a_move(world);
    There other = There::scheduled(2, in(25h));
    world.api.meets(is_patch, Fault::no_answer());
    world.api.answers_with(is_get, other);

    world.turn();

    CHECK(world.outcomes(1) == std::vector{Outcome::kUnknown});
  }

  TEST_CASE("a refusal is not repeated where a list shows a campaign in another shape than its own answer") {
    World world;
    has_a_move(world);
    world.api.meets(is_patch, Fault::status(400), 100);
    There alone = There::scheduled(1, in(24h));
    alone.message_template = ObservedTemplate{{}, "eid_greeting", "ar"};
    alone.recipients.reset();
    alone.updated_at = world.campaign(1).updated_at;
    world.api.answers_with(is_get, alone);

    world.runs_for(1h);

    CHECK(world.patches(1).size() == 1);
    CHECK(world.action_of("eid") == "blocked: refused");
  }
}

}  // namespace
}  // namespace campaignd
