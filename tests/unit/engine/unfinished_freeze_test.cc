// A stop that could not reach everything yet: it outlives its process, is told again, shares its time with others, and
// ends by a person's word alone.
#include <doctest/doctest.h>

#include <algorithm>

#include "engine/freeze_order.h"
#include "world.h"

namespace campaignd::testing {
namespace {

FreezeOrder order_of(std::vector<std::string> names, bool all = false) {
  return {"wrong price", all, std::move(names)};
}

// Two of the file and one of no file, and a service that takes nothing off the clock.
void cannot_be_reached(World& world) {
  world.api.project.has(There::scheduled(1, in(30h)));
  world.api.project.has(There::scheduled(2, in(20h)));
  world.api.project.has(There::scheduled(5, in(25h)));
  world.file_says({Entry("late", 1).at(in(30h)), Entry("soon", 2).at(in(20h))});
  world.turn();
  world.api.meets(is_patch, Fault::status(503), 100'000);
}

const std::vector<Entry> kBoth{Entry("late", 1).at(in(30h)), Entry("soon", 2).at(in(20h))};

std::vector<Record> left_open(World& world) {
  return world.journal.unresolved().value();
}

RearmOrder rearm(std::string_view handle) {
  return {Handle::parse(handle).value()};
}

// Another process beside the running service, which holds the key that the API refuses; both have a good one then.
void is_left_open_beside(World& world, const FreezeOrder& order, const std::vector<Entry>& entries = kBoth) {
  world.api.meets(is_any, Fault::status(401), 100'000);
  CHECK_FALSE(world.freezes_beside(order, entries).done);
  world.api.is_well_again();
  world.turn({.forced = true, .key_changed = true});
}

// As `cannot_be_reached` has them, but that the API does what it is asked for.
void has_three(World& world) {
  cannot_be_reached(world);
  world.api.is_well_again();
}

TEST_SUITE("an unfinished freeze") {
  TEST_CASE("is gone on with by the next life, also where it never reached the service") {
    for (const bool is_blind : {false, true}) {
      for (const bool all : {false, true}) {
        CAPTURE(is_blind);
        CAPTURE(all);
        World world;
        cannot_be_reached(world);
        if (is_blind) world.api.meets(is_any, Fault::no_connection(), 100'000);
        CHECK_FALSE(world.tell(order_of({}, all)).done);
        world.is_killed();
        world.api.is_well_again();

        world.runs_for(5min);

        CHECK(world.is_off(1));
        CHECK(world.is_off(2));
        CHECK(world.is_off(5) == all);
        CHECK(left_open(world).empty());
      }
    }
  }

  TEST_CASE("of named campaigns stops them in the next life, bound to one or not, and no others") {
    World world;
    world.api.project.has(There::scheduled(1, in(30h)));
    world.api.project.has(There::scheduled(2, in(20h)));
    world.api.project.has(There::scheduled(5, in(25h)));
    world.file_says({Entry("late", 1).by_name("Campaign 1").at(in(30h)), Entry("soon", 2).at(in(20h))});
    world.api.meets(is_any, Fault::no_connection(), 100'000);
    CHECK_FALSE(world.tell(order_of({"late", campaign_id(5).str(), "soon late", "nobodys"})).done);
    world.is_killed();
    world.api.is_well_again();

    world.runs_for(5min);

    CHECK(world.is_off(1));
    CHECK(world.goes_out_at(2, in(20h)));
    CHECK(world.is_off(5));
    CHECK(world.action_of("late") == "blocked: frozen");
  }

  TEST_CASE("that dies in any call of its journal or to the service is gone on with, once its order is stored") {
    for (int call = 1; call <= 8; ++call) {
      for (const auto death : {FakeJournal::Death::kBeforeStoring, FakeJournal::Death::kAfterStoring}) {
        for (const bool in_journal : {false, true}) {
          CAPTURE(call);
          CAPTURE(in_journal);
          World world;
          cannot_be_reached(world);
          world.api.is_well_again();
          if (in_journal) {
            world.journal.crash_in_call(call, death);
          } else {
            world.api.crash_in_call(call, death);
          }
          try {
            world.tell(order_of({}, /*all=*/true));
          } catch (const SimulatedCrash&) {
          }
          world.is_killed();
          world.journal.works_again();
          world.api.is_well_again();

          world.runs_for(5min);

          const bool is_stored = world.journal.memory().pause.has_value();
          CHECK((is_stored || in_journal));
          for (const int n : {1, 2, 5}) CHECK(world.is_off(n) == is_stored);
        }
      }
    }
  }

  TEST_CASE("goes on where the service is stopped while the person waits") {
    World world;
    cannot_be_reached(world);
    std::stop_source stop;
    world.api.before_answer = [&](const ApiCall& call) {
      if (is_patch(call)) stop.request_stop();
    };
    CHECK_FALSE(world.tell_until(order_of({}), stop.get_token()).done);
    world.is_killed();
    world.api.is_well_again();
    world.api.before_answer = nullptr;

    world.runs_for(5min);

    CHECK(world.is_off(1));
    CHECK(world.is_off(2));
  }

  TEST_CASE("that came to its end is not taken up again: what somebody puts back is told, and not fought over") {
    for (const bool named : {false, true}) {
      CAPTURE(named);
      World world;
      cannot_be_reached(world);
      world.api.is_well_again();
      CHECK(world.tell(named ? order_of({"late"}) : order_of({})).done);
      world.api.project.is_moved_to(campaign_id(1), in(40h));
      world.is_killed();
      world.runs_for(1h);
      CHECK(world.goes_out_at(1, in(40h)));
    }
  }

  TEST_CASE("ends by resume, in every later life, also where it was taken up from an earlier one") {
    for (const bool named : {false, true}) {
      for (const bool killed : {false, true}) {
        CAPTURE(named);
        CAPTURE(killed);
        World world;
        cannot_be_reached(world);
        world.tell(named ? order_of({"soon", "late"}) : order_of({}, /*all=*/true));
        if (killed) world.is_killed();
        CHECK(world.tell(ResumeOrder{}).done);
        CHECK(left_open(world).empty());
        world.is_killed();
        world.api.is_well_again();

        world.runs_for(1h);

        CHECK(world.goes_out_at(1, in(30h)));
        CHECK(world.goes_out_at(2, in(20h)));
        CHECK(world.goes_out_at(5, in(25h)));
      }
    }
  }

  TEST_CASE("by name ends by resume where its campaign was never found, and the answer says that something ended") {
    World world;
    world.api.project.has(There::scheduled(1, in(30h)));
    world.file_says({Entry("late", 1).by_name("Campaign 1").at(in(30h))});
    world.api.meets(is_any, Fault::no_connection(), 100'000);
    world.tell(order_of({"late"}));
    CHECK(world.tell(ResumeOrder{}).message.find("nothing was paused or frozen") == std::string::npos);
    world.api.is_well_again();
    world.runs_for(1h);
    CHECK(world.goes_out_at(1, in(30h)));
  }

  TEST_CASE(
      "lets go for good of what rearm lifts, also where its campaign was never found, and goes on with the rest") {
    for (const bool killed : {false, true}) {
      CAPTURE(killed);
      World world;
      world.api.project.has(There::scheduled(1, in(30h)));
      world.api.project.has(There::scheduled(2, in(20h)));
      world.file_says({Entry("late", 1).by_name("Campaign 1").at(in(30h)), Entry("soon", 2).at(in(20h))});
      world.api.meets(is_any, Fault::no_connection(), 100'000);
      world.tell(order_of({"late", "soon"}));
      if (killed) world.is_killed();
      CHECK(world.tell(rearm("late")).done);
      world.is_killed();
      world.api.is_well_again();

      world.runs_for(1h);

      CHECK(world.goes_out_at(1, in(30h)));
      CHECK(world.is_off(2));
    }
  }

  TEST_CASE("told again is still one: no turn takes longer for it, and a later entry is in it") {
    World world;
    cannot_be_reached(world);
    for (int i = 0; i < 5; ++i) world.tell(order_of({}));
    CHECK(left_open(world).size() == 1 + 2);  // the order, and a disarm of each
    const MonotonicTime before = world.clock.monotonic_now();
    world.turn();
    CHECK(world.clock.monotonic_now() - before < 1min);
    CHECK(world.records(RecordKind::kFreeze).size() == 5);

    world.file_says({Entry("late", 1).at(in(30h)), Entry("soon", 2).at(in(20h)), Entry("new", 5).at(in(25h))});
    world.turn({.source_event = true});
    world.tell(order_of({}));
    world.api.is_well_again();
    world.runs_for(5min);
    for (const int n : {1, 2, 5}) CHECK(world.is_off(n));
  }

  TEST_CASE("shares a turn with the others: none keeps another from being tried, and the turn comes to its end") {
    World world;
    cannot_be_reached(world);
    world.tell(order_of({"late"}));
    world.tell(order_of({"soon"}));
    world.tell(order_of({campaign_id(5).str()}));
    world.runs_for(10s);
    const auto tried = [&](int n) { return world.patches(n).size(); };
    const std::vector<std::size_t> before{tried(1), tried(2), tried(5)};
    world.clock.advance(6s);
    const MonotonicTime began = world.clock.monotonic_now();

    world.turn({.forced = true});

    CHECK(world.clock.monotonic_now() - began < 1min);
    CHECK(tried(1) > before[0]);
    CHECK(tried(2) > before[1]);
    CHECK(tried(5) > before[2]);
  }

  TEST_CASE("of a copied directory is not the copy's to go on with") {
    World world;
    cannot_be_reached(world);
    world.tell(order_of({}));
    world.is_killed();
    world.journal.becomes_a_clone();
    world.api.is_well_again();
    world.runs_for(1h);
    CHECK(world.goes_out_at(1, in(30h)));

    world.tell(ResumeOrder{});
    world.is_killed();
    world.runs_for(1h);
    CHECK(world.goes_out_at(1, in(30h)));
  }

  TEST_CASE("is told for as long as it lasts, and nobody is said to have put on the clock what it never reached") {
    World world;
    cannot_be_reached(world);
    world.tell(order_of({}));
    world.is_killed();
    world.runs_for(150min);
    const auto says_so = [](const Event& event) {
      return event.message.find("is not at its end") != std::string::npos;
    };
    CHECK(std::ranges::count_if(world.told, says_so) >= 2);
    const auto accuses = [](const Event& event) { return event.message.find("somebody") != std::string::npos; };
    CHECK(std::ranges::none_of(world.told, accuses));
  }

  TEST_CASE("ends by a resume that was told before the journal could be read, which says that it does not know") {
    World world;
    cannot_be_reached(world);
    world.tell(order_of({"soon"}));
    world.is_killed();
    world.journal.fail_call(1, FakeJournal::Failing::kForGood);
    const OrderAnswer answer = world.tell(ResumeOrder{});
    CHECK_FALSE(answer.done);
    CHECK(answer.message.find("not known: no space left") != std::string::npos);
    world.journal.works_again();
    world.api.is_well_again();
    world.runs_for(1h);
    CHECK(world.goes_out_at(2, in(20h)));
    CHECK(left_open(world).empty());
  }

  TEST_CASE("is stopped by new settings no more than by old ones") {
    World world;
    cannot_be_reached(world);
    world.tell(order_of({}));
    Settings other = world.settings;
    other.api.timeout = 3s;
    other.reconcile.dry_run = true;
    world.uses(other);
    world.api.is_well_again();
    world.runs_for(5min);
    CHECK(world.is_off(1));
    CHECK(world.is_off(2));
  }

  TEST_CASE("that a refused key stopped is gone on with once the key works, told of it or not") {
    for (const bool is_told : {true, false}) {
      for (const int status : {401, 403}) {
        CAPTURE(is_told);
        CAPTURE(status);
        World world;
        cannot_be_reached(world);
        world.api.is_well_again();
        world.api.meets(is_any, Fault::status(status), 100'000);
        CHECK_FALSE(world.tell(order_of({})).done);
        world.runs_for(1min);
        CHECK_FALSE(world.is_off(1));

        world.api.is_well_again();
        if (is_told) world.turn({.forced = true, .key_changed = true});
        world.runs_for(is_told ? 10s : 11min);
        CHECK(world.is_off(1));
        CHECK(world.is_off(2));
      }
    }
  }

  TEST_CASE("of another process, whose key was refused, is gone on with by the service that starts later") {
    for (const int status : {401, 403}) {
      for (const bool all : {false, true}) {
        CAPTURE(status);
        CAPTURE(all);
        World world;
        cannot_be_reached(world);
        world.is_killed();
        world.api.is_well_again();
        world.api.meets(is_any, Fault::status(status), 100'000);
        CHECK_FALSE(world.freezes_beside(order_of({}, all), kBoth).done);
        CHECK(left_open(world).size() == 1);

        world.runs_for(1min);  // the service has the same key
        CHECK_FALSE(world.is_off(1));
        world.api.is_well_again();
        world.turn({.forced = true, .key_changed = true});
        world.runs_for(1min);

        CHECK(world.is_off(1));
        CHECK(world.is_off(2));
        CHECK(world.is_off(5) == all);
        CHECK(left_open(world).empty());
        world.is_killed();
        CHECK(world.tell(ResumeOrder{}).done);
        CHECK(world.goes_out_at(1, in(30h)));
        CHECK(world.goes_out_at(2, in(20h)));
      }
    }
  }

  TEST_CASE("of another process, by name, is gone on with for those alone, and not for what a person let go of") {
    for (const bool is_let_go : {false, true}) {
      CAPTURE(is_let_go);
      World world;
      cannot_be_reached(world);
      world.api.is_well_again();
      world.api.meets(is_any, Fault::status(401), 100'000);
      CHECK_FALSE(world.freezes_beside(order_of({"late"}), kBoth).done);
      world.api.is_well_again();
      if (is_let_go) world.tell(rearm("late"));
      world.is_killed();

      world.runs_for(1min);

      CHECK(world.is_off(1) == !is_let_go);
      CHECK(world.goes_out_at(2, in(20h)));
      CHECK(left_open(world).empty());
    }
  }

  TEST_CASE("left open beside the running service ends by resume, and a later freeze does not bring it back") {
    World world;
    has_three(world);
    is_left_open_beside(world, order_of({}, /*all=*/true));
    CHECK(world.tell(ResumeOrder{}).done);
    CHECK(left_open(world).empty());
    CHECK(world.tell(order_of({})).done);
    world.is_killed();

    world.runs_for(5min);

    CHECK(world.is_off(1));
    CHECK(world.goes_out_at(5, in(25h)));
  }

  TEST_CASE("left open beside the running service ends by a person's word, and the answer says so") {
    for (const bool by_rearm : {false, true}) {
      CAPTURE(by_rearm);
      World world;
      world.api.project.has(There::scheduled(1, in(30h)));
      const std::vector<Entry> unbound{Entry("late", 1).by_name("Campaign 1").at(in(30h))};
      world.file_says(unbound);
      world.api.meets(is_any, Fault::status(401), 100'000);
      world.turn();
      is_left_open_beside(world, order_of({"late"}), unbound);

      const OrderAnswer answer = by_rearm ? world.tell(rearm("late")) : world.tell(ResumeOrder{});

      CHECK(answer.done);
      CHECK(answer.message.find(by_rearm ? "lifted that it was to be frozen" : "nothing is frozen any more") !=
            std::string::npos);
      CHECK(left_open(world).empty());
      world.is_killed();
      world.runs_for(10min);
      CHECK(world.goes_out_at(1, in(30h)));
    }
  }

  TEST_CASE("left open beside the running service is over once it was told again, after a resume or without one") {
    for (const bool is_resumed : {false, true}) {
      for (const bool named : {false, true}) {
        CAPTURE(is_resumed);
        CAPTURE(named);
        World world;
        has_three(world);
        const FreezeOrder order = named ? order_of({"late"}) : order_of({});
        is_left_open_beside(world, order);
        if (is_resumed) CHECK(world.tell(ResumeOrder{}).done);
        CHECK(world.tell(order).done);
        CHECK(left_open(world).empty());
        world.api.project.is_moved_to(campaign_id(1), in(40h));
        world.is_killed();

        world.runs_for(1h);

        CHECK(world.goes_out_at(1, in(40h)));
      }
    }
  }

  TEST_CASE("left open beside the running service lets go of what rearm lifts, and the rest is gone on with at once") {
    World world;
    has_three(world);
    is_left_open_beside(world, order_of({"late", "soon"}));
    CHECK(world.tell(rearm("late")).done);

    world.runs_for(1min);

    CHECK(world.goes_out_at(1, in(30h)));
    CHECK(world.is_off(2));
    CHECK(left_open(world).empty());
    world.is_killed();
    world.runs_for(1h);
    CHECK(world.goes_out_at(1, in(30h)));
  }

  TEST_CASE("left open beside the running service is none of rearm's business where it is for others") {
    World world;
    has_three(world);
    is_left_open_beside(world, order_of({"soon"}));
    CHECK(world.tell(rearm("late")).message.find("nothing to lift") != std::string::npos);
    CHECK(left_open(world).size() == 1);
    world.is_killed();
    world.runs_for(5min);
    CHECK(world.goes_out_at(1, in(30h)));
    CHECK(world.is_off(2));
  }

  TEST_CASE("left open beside the running service is not said to have ended where the journal cannot be read") {
    World world;
    has_three(world);
    is_left_open_beside(world, order_of({"late"}));
    world.journal.fail_call(1, FakeJournal::Failing::kForGood);
    CHECK_FALSE(world.tell(ResumeOrder{}).done);
    world.journal.works_again();
    CHECK(world.tell(ResumeOrder{}).done);
    CHECK(left_open(world).empty());
  }

  TEST_CASE("of everything is over where what is in force is a freeze of the file's campaigns alone") {
    World world;
    has_three(world);
    world.is_killed();
    MemoryChanges changes;
    changes.pause = std::optional(Pause{"later", "uid 0 (root)", in(0h), std::nullopt, /*freeze=*/true, /*all=*/false});
    Record open = open_freeze(order_of({}, /*all=*/true), "uid 0 (root)");
    open.at = in(0h);
    open.intent = 7;
    world.journal.is_stored_elsewhere(changes, std::vector{open});

    world.runs_for(5min);

    CHECK(world.goes_out_at(5, in(25h)));
    CHECK(left_open(world).empty());
  }

  TEST_CASE("of another process is over once it was told again, by a name or an id, and not for what it did not name") {
    struct Row {
      FreezeOrder first;
      FreezeOrder second;
      bool is_over;
    };
    const std::string id = campaign_id(1).str();
    const std::vector<Row> rows{
        {order_of({"late"}), order_of({"late"}), true},          {order_of({"late"}), order_of({id}), true},
        {order_of({id, "nosuch"}), order_of({"late"}), true},    {order_of({}), order_of({}), true},
        {order_of({"late", "soon"}), order_of({"late"}), false}, {order_of({}), order_of({"nosuch"}), false}};
    for (const Row& row : rows) {
      CAPTURE(freeze_action(row.first));
      CAPTURE(freeze_action(row.second));
      World world;
      has_three(world);
      world.is_killed();
      world.api.meets(is_any, Fault::status(401), 100'000);
      CHECK_FALSE(world.freezes_beside(row.first, kBoth).done);
      CHECK(left_open(world).size() == 1);
      world.api.is_well_again();
      world.freezes_beside(row.second, kBoth);
      CHECK(left_open(world).empty() == row.is_over);
    }
  }

  TEST_CASE("of an earlier life that is told again, by name, is still one") {
    World world;
    cannot_be_reached(world);
    world.tell(order_of({"late"}));
    world.is_killed();
    world.turn();
    for (int i = 0; i < 3; ++i) world.tell(order_of({"late"}));
    CHECK(std::ranges::count_if(left_open(world),
                                [](const Record& open) { return open_freeze_of(open).has_value(); }) == 1);
  }

  TEST_CASE("of another process that died is gone on with, and one that came to its end is not taken up") {
    for (const bool dies : {false, true}) {
      CAPTURE(dies);
      World world;
      cannot_be_reached(world);
      world.is_killed();
      world.api.is_well_again();
      if (dies) world.api.crash_in_call(1, FakeJournal::Death::kAfterStoring);
      bool is_done = false;
      try {
        is_done = world.freezes_beside(order_of({}), kBoth).done;
      } catch (const SimulatedCrash&) {
      }
      CHECK(is_done == !dies);
      CHECK(left_open(world).empty() == !dies);
      world.runs_for(1min);
      CHECK(world.is_off(1));
      CHECK(world.is_off(2));
      CHECK(left_open(world).empty());
    }
  }

  TEST_CASE("waits as the API asked also under new settings, and not where they name another API") {
    for (const bool another : {false, true}) {
      CAPTURE(another);
      World world;
      world.api.project.has(There::scheduled(1, in(30h)));
      world.file_says({Entry("late", 1).at(in(30h))});
      world.api.meets(is_any, Fault::status(429, 10min), 1);
      world.turn();
      const std::size_t before = world.api.sent.size();
      Settings other = world.settings;
      other.api.timeout = 3s;
      if (another) other.api.base_url = "https://other.example/api";
      world.uses(other);
      world.forced_turn();
      CHECK((world.api.sent.size() > before) == another);
    }
  }
}

}  // namespace
}  // namespace campaignd::testing
