// The stop: everything, everything of the project, or what is named; inside the service and beside it; whatever the
// service at the other end answers.
#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

#include "world.h"

namespace campaignd {
namespace {

const FreezeOrder kFreeze{"wrong price", false, {}};
const FreezeOrder kFreezeAll{"stolen number", true, {}};
FreezeOrder freeze_of(std::vector<std::string> names) {
  return {"wrong list", false, std::move(names)};
}

const std::vector<Entry> kFile{Entry("late", 1).at(in(30h)), Entry("soon", 2).at(in(20h)),
                               Entry("reworded", 3).with_template("eid_greeting"), Entry("draft", 4).draft()};

// Two that the file schedules, one scheduled that the file names without a time, a draft, and one of no file.
void has_five(World& world) {
  world.api.project.has(There::scheduled(1, in(30h)));
  world.api.project.has(There::scheduled(2, in(20h)));
  world.api.project.has(There::scheduled(3, in(25h)));
  world.api.project.has(There::draft(4));
  world.api.project.has(There::scheduled(5, in(22h)));
  world.file_says(kFile);
}

std::vector<std::string> names_of(const std::vector<Stopped>& rows) {
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const Stopped& row : rows) names.push_back(row.handle ? row.handle->str() : row.name);
  return names;
}

std::vector<CampaignId> patched(const World& world) {
  std::vector<CampaignId> ids;
  for (const PatchCampaign& call : world.api.patches()) ids.push_back(call.id);
  return ids;
}

// The same order inside the service, or from a process beside it that has never been told what the service knows.
OrderAnswer stop(World& world, const FreezeOrder& order, bool beside) {
  if (!beside) return world.tell(order);
  OrderAnswer answer = world.freezes_beside(order, kFile);
  world.turn();
  return answer;
}

TEST_SUITE("a freeze") {
  TEST_CASE("takes every scheduled campaign of the file off the clock, soonest first, and nothing else") {
    for (const bool beside : {false, true}) {
      CAPTURE(beside);
      World world;
      has_five(world);
      world.turn();

      const OrderAnswer answer = stop(world, kFreeze, beside);

      CHECK(answer.done);
      CHECK(answer.message ==
            "frozen: all 3 campaigns are off the clock; 1 campaign that no file names is still on the clock: "
            "`campaignctl freeze --all --reason WHY` stops that too");
      CHECK(names_of(answer.stopped) == std::vector<std::string>{"soon", "reworded", "late"});
      CHECK(answer.stopped.front().was == in(20h));
      CHECK(patched(world) == std::vector{campaign_id(2), campaign_id(3), campaign_id(1)});
      CHECK(world.goes_out_at(5, in(22h)));
      CHECK(world.last.snapshot->pause->freeze);
      world.runs_for(5h);
      CHECK(world.api.patches().size() == 3);
      CHECK(world.action_of("soon") == "update");  // and not `disarmed-elsewhere`
    }
  }

  TEST_CASE("stores its pause before anything is asked of the service, and each time before its PATCH leaves") {
    World world;
    has_five(world);
    world.turn();
    bool is_stored_first = true;
    world.api.before_answer = [&](const ApiCall& call) {
      is_stored_first &= world.journal.memory().pause.has_value();
      if (const auto* patch = std::get_if<PatchCampaign>(&call)) {
        const CampaignMemory* known = world.journal.memory().find(patch->id);
        is_stored_first &= known != nullptr && known->freeze_took.has_value();
      }
    };
    SUBCASE("inside") {
      world.tell(kFreeze);
    }
    SUBCASE("beside") {
      world.freezes_beside(kFreeze, kFile);
    }
    CHECK(is_stored_first);
    CHECK(world.journal.memory().find(campaign_id(1))->freeze_took == in(30h));
    CHECK(world.records(RecordKind::kFreeze).size() == 1);
    CHECK(world.records(RecordKind::kFreeze)[0].detail == "wrong price");
    CHECK(world.outcomes(1) == std::vector{Outcome::kApplied});
    CHECK(world.told_of(EventKind::kFrozen) >= 1);
  }

  TEST_CASE("with --all takes what no file names, too, and leaves samples aside") {
    World world;
    has_five(world);
    There sample = There::scheduled(6, in(23h));
    sample.is_sample = true;
    world.api.project.has(sample);
    SUBCASE("beside the service") {
      CHECK(world.freezes_beside(kFreezeAll, {}).done);
    }
    SUBCASE("inside it") {
      CHECK(world.tell(kFreezeAll).done);
    }
    for (const int n : {1, 2, 3, 5}) CHECK(world.is_off(n));
    CHECK(world.goes_out_at(6, in(23h)));
    CHECK(world.journal.memory().pause->freeze_all);
  }

  TEST_CASE("knows what the file names from memory alone, where no file can be read") {
    World world;
    has_five(world);
    world.turn();
    world.is_killed();

    const OrderAnswer answer = world.freezes_beside(kFreeze, {});

    CHECK(answer.done);
    CHECK(names_of(answer.stopped) == std::vector<std::string>{"soon", "reworded", "late"});
    CHECK(world.goes_out_at(5, in(22h)));
  }

  TEST_CASE("looks again until none is left: what comes up meanwhile is taken off, too") {
    World world;
    has_five(world);
    world.turn();
    int times = 0;
    world.api.before_answer = [&](const ApiCall& call) {
      if (is_patch(call) && ++times == 3) world.api.project.is_moved_to(campaign_id(2), in(21h));
      if (is_list(call) && times == 4) world.api.project.has(There::scheduled(4, in(26h))), ++times;
    };

    const OrderAnswer answer = world.tell(kFreeze);

    CHECK(answer.done);
    for (int n = 1; n <= 4; ++n) CHECK(world.is_off(n));
    CHECK(world.journal.memory().find(campaign_id(2))->freeze_took == in(21h));
  }

  TEST_CASE("sees through a list that is cut short") {
    World world;
    has_five(world);
    world.turn();
    SUBCASE("after one") {
      world.api.project.lists_hold_at_most = 1;
    }
    SUBCASE("before the first") {
      world.api.project.lists_hold_at_most = 0;
    }
    CHECK(world.tell(kFreeze).done);
    for (int n = 1; n <= 3; ++n) CHECK(world.is_off(n));
  }

  TEST_CASE("goes past the rate limit and asks no catalog") {
    World world;
    has_five(world);
    world.settings.api.requests_per_second = 0.01;
    const WallTime before = world.clock.wall_now();
    CHECK(world.freezes_beside(kFreeze, kFile).done);
    CHECK(world.clock.wall_now() - before < 5s);
    CHECK(world.api.count(is_resources) == 0);
  }

  TEST_CASE("tries each disarm again while the service fails") {
    for (const bool beside : {false, true}) {
      for (const int kind : {0, 1, 2, 3, 4, 5}) {
        CAPTURE(beside);
        CAPTURE(kind);
        World world;
        has_five(world);
        world.turn();
        if (kind == 0) world.api.meets(is_patch, Fault::status(503), 20);
        if (kind == 1) world.api.meets(is_any, Fault::status(429), 20);
        if (kind == 2) world.api.meets(is_any, Fault::no_connection(), 20);
        if (kind == 3) world.api.meets(is_patch, Fault::no_answer(), 9);
        if (kind == 4) world.api.meets(is_patch, Fault::shows_the_old(Fault::Effect::kNone), 9);
        if (kind == 5) world.api.meets(is_patch, Fault::status(400), 9);

        stop(world, kFreeze, beside);
        world.runs_for(10min);

        for (int n = 1; n <= 3; ++n) CHECK(world.is_off(n));
        CHECK(world.last.snapshot->pause->freeze);
      }
    }
  }

  TEST_CASE("is not held back by a Retry-After that ends after the start, and is by one that ends before") {
    World world;
    world.api.project.has(There::scheduled(1, in(4min)));
    world.api.project.has(There::scheduled(2, in(20h)));
    world.file_says({Entry("soon", 1).at(in(4min)), Entry("late", 2).at(in(20h))});
    world.turn();
    world.api.meets(is_patch, Fault::status(429, 10min), 2);

    const OrderAnswer answer = world.freezes_beside(kFreeze, {});

    CHECK(answer.done);
    CHECK(world.is_off(1));
    CHECK(world.is_off(2));
    const auto last = std::find_if(world.api.sent.rbegin(), world.api.sent.rend(),
                                   [](const auto& sent) { return is_patch(sent.call); });
    CHECK(std::get<PatchCampaign>(last->call).id == campaign_id(2));
    CHECK(last->at >= in(10min));
  }

  TEST_CASE("goes by memory where the lists cannot be read") {
    World world;
    has_five(world);
    world.turn();
    world.api.meets(is_list, Fault::status(500), 1000);

    const OrderAnswer answer = world.freezes_beside(kFreeze, kFile);

    for (int n = 1; n <= 3; ++n) CHECK(world.is_off(n));
    CHECK(world.goes_out_at(5, in(22h)));
    CHECK_FALSE(answer.done);  // nobody knows whether that was all
    CHECK(answer.message.find("whether more is on the clock is not known") != std::string::npos);
  }

  TEST_CASE("says that it did not know what to stop, where no file ever was good, and how to stop all") {
    World world;
    has_five(world);
    world.file_is_broken("no such key");

    const OrderAnswer answer = world.tell(kFreeze);

    CHECK_FALSE(answer.done);
    CHECK(
        answer.message ==
        "frozen: nothing was taken off the clock; 4 campaigns are still on the clock, and which are meant nobody "
        "knows: no file can be read, and no good revision is remembered; `campaignctl freeze --all --reason WHY` stops "
        "those too");
    CHECK(world.tell(kFreezeAll).done);
  }

  TEST_CASE("of everything tells what is being sent, started in its time or before, and of some does not") {
    for (const bool beside : {false, true}) {
      CAPTURE(beside);
      World world;
      has_five(world);
      world.turn();
      world.api.project.has(There{1, CampaignStatus::kRunning, in(30h)});
      world.runs_for(20h + 10min);  // "soon" is completed or at work by then
      world.api.project.has(There{2, CampaignStatus::kRunning, in(20h)});

      CHECK(stop(world, freeze_of({"reworded"}), beside).message.find("being sent") == std::string::npos);
      const OrderAnswer answer = stop(world, kFreeze, beside);
      CAPTURE(answer.message);
      CHECK(answer.message.ends_with("; 2 are being sent now and cannot be stopped"));

      world.api.project.has(There{1, CampaignStatus::kCompleted, in(30h)});
      CHECK(stop(world, kFreeze, beside).message.ends_with("; 1 is being sent now and cannot be stopped"));
      CHECK(patched(world) == std::vector{campaign_id(3)});
    }
  }

  TEST_CASE("tells what started under its hands, and never writes to it") {
    for (const bool beside : {false, true}) {
      CAPTURE(beside);
      World world;
      has_five(world);
      world.turn();
      world.clock.advance(20h - (world.clock.wall_now() - in(0h)) - 10s);
      world.api.meets(is_patch, Fault::no_connection(), 90);
      WallTime last{};
      world.api.before_answer = [&](const ApiCall& call) {
        const auto* patch = std::get_if<PatchCampaign>(&call);
        if (patch != nullptr && patch->id == campaign_id(2)) last = world.clock.wall_now();
      };

      const OrderAnswer answer = beside ? world.freezes_beside(kFreeze, kFile) : world.tell(kFreeze);

      CHECK_FALSE(answer.done);
      REQUIRE(names_of(answer.stopped) == std::vector<std::string>{"soon", "reworded", "late"});
      if (world.campaign(2).status == CampaignStatus::kRunning) {
        CHECK_FALSE(answer.stopped[0].is_off);
        CHECK(answer.stopped[0].detail.find("started before it could be stopped") != std::string::npos);
      }
      CHECK(last < in(20h));
      world.runs_for(10min);  // inside the service it goes on after the answer
      CHECK(world.is_off(1));
      CHECK(world.is_off(3));
    }
  }

  TEST_CASE("ends at a 401, and says of each that it is not off") {
    World world;
    has_five(world);
    world.turn();
    world.api.meets(is_patch, Fault::status(401), 100);
    const OrderAnswer answer = world.freezes_beside(kFreeze, kFile);
    CHECK_FALSE(answer.done);
    for (const Stopped& row : answer.stopped) CHECK_FALSE(row.is_off);
    CHECK(answer.message.find("3 of 3 are NOT off the clock") != std::string::npos);
  }

  TEST_CASE("goes on with the others where one is forbidden") {
    World world;
    has_five(world);
    world.turn();
    const auto of_soon = [](const ApiCall& call) {
      const auto* patch = std::get_if<PatchCampaign>(&call);
      return patch != nullptr && patch->id == campaign_id(2);
    };
    world.api.meets(of_soon, Fault::status(403), 100);
    const OrderAnswer answer = world.freezes_beside(kFreeze, kFile);
    CHECK_FALSE(answer.done);
    CHECK_FALSE(answer.stopped[0].is_off);
    CHECK(world.is_off(1));
    CHECK(world.is_off(3));
    CHECK(world.patches(2).size() == 1);
  }

  TEST_CASE("passes a full disk, and its answer says what could not be stored") {
    World world;
    has_five(world);
    world.turn();
    world.journal.fail_call(1, FakeJournal::Failing::kForGood, "no space left on device");
    const OrderAnswer answer = world.tell(kFreeze);
    for (int n = 1; n <= 3; ++n) CHECK(world.is_off(n));
    CHECK(answer.message.find("no space left on device") != std::string::npos);
    CHECK_FALSE(answer.done);  // a restart forgets it
    world.journal.works_again();
    world.turn({.forced = true});
    CHECK(world.journal.memory().pause->freeze);
    CHECK(world.journal.memory().find(campaign_id(1))->freeze_took == in(30h));
  }

  TEST_CASE("lets the disarms pass that the file asks for afterwards") {
    World world;
    has_five(world);
    world.tell(kFreeze);
    world.api.project.is_moved_to(campaign_id(1), in(40h));
    world.file_says({Entry("late", 1).draft()});
    world.runs_for(10min);
    CHECK(world.is_off(1));
  }

  TEST_CASE("tells hourly what somebody puts back on the clock by hand, and does not fight over it") {
    World world;
    has_five(world);
    world.tell(kFreeze);
    world.api.project.is_moved_to(campaign_id(1), in(40h));
    const int before = world.told_of(EventKind::kFrozen);

    world.runs_for(150min);

    CHECK(world.goes_out_at(1, in(40h)));
    const auto about = [](const Event& event) { return event.kind == EventKind::kFrozen && event.campaign; };
    CHECK(std::ranges::count_if(world.told, about) == 3);
    CHECK(world.told_of(EventKind::kFrozen) > before);
    CHECK(std::ranges::find_if(world.told, about)
              ->message.ends_with("; `campaignctl freeze --reason WHY late` takes it off"));
  }

  TEST_CASE("goes on in the service's turns where it was not done with while the person waited") {
    World world;
    has_five(world);
    world.turn();
    world.api.meets(is_patch, Fault::status(503), 60);

    const OrderAnswer answer = world.tell(kFreeze);
    CHECK_FALSE(answer.done);
    world.runs_for(30min);

    for (int n = 1; n <= 3; ++n) CHECK(world.is_off(n));
    CHECK(world.outcomes(1).back() == Outcome::kApplied);
  }

  TEST_CASE("that dies in any call comes to the same end when it is told again") {
    for (int call = 1; call <= 6; ++call) {
      for (const auto death : {FakeJournal::Death::kBeforeStoring, FakeJournal::Death::kAfterStoring}) {
        CAPTURE(call);
        World world;
        has_five(world);
        world.turn();
        world.api.crash_in_call(call, death);
        try {
          world.tell(kFreeze);
        } catch (const SimulatedCrash&) {
          world.is_killed();
        }
        world.turn();
        CHECK(world.last.snapshot->pause->freeze);
        CHECK(world.tell(kFreeze).done);
        world.tell(ResumeOrder{});
        CHECK(world.goes_out_at(1, in(30h)));  // and nobody took it for a person's doing
        CHECK(world.goes_out_at(2, in(20h)));
      }
    }
  }

  TEST_CASE("asks about what it knows from memory alone, and takes nobody's stop for its own work") {
    for (const bool beside : {false, true}) {
      CAPTURE(beside);
      World world;
      has_five(world);
      world.turn();
      world.api.project.is_taken_off_the_clock(campaign_id(2));
      world.api.meets(is_list, Fault::status(500), 30);

      stop(world, kFreeze, beside);
      world.api.is_well_again();
      world.tell(ResumeOrder{});
      world.runs_for(1h);

      CHECK(world.is_off(2));
      CHECK(world.action_of("soon") == "blocked: disarmed-elsewhere");
      CHECK(world.goes_out_at(1, in(30h)));
    }
  }

  TEST_CASE("that could not look before its disarms leaves it to a person what is armed again") {
    for (const bool beside : {false, true}) {
      CAPTURE(beside);
      World world;
      has_five(world);
      world.turn();
      world.api.project.is_taken_off_the_clock(campaign_id(2));
      const auto is_read = [](const ApiCall& call) { return is_list(call) || is_get(call); };
      world.api.meets(is_read, Fault::status(500), 200);

      stop(world, kFreeze, beside);
      world.api.is_well_again();
      for (int n = 1; n <= 3; ++n) CHECK(world.is_off(n));
      world.tell(ResumeOrder{});
      world.runs_for(1h);

      CHECK(world.is_off(2));
      CHECK(world.action_of("late") == "blocked: disarmed-elsewhere");
      world.tell(RearmOrder{Handle::parse("late").value()});
      CHECK(world.goes_out_at(1, in(30h)));
    }
  }

  TEST_CASE("asks about nothing first that starts soon: no look delays its disarm") {
    World world;
    world.api.project.has(There::scheduled(1, in(50s)));
    world.file_says({Entry("soon", 1).at(in(50s))});
    world.turn();
    world.api.meets(is_list, Fault::status(500), 200);
    world.api.meets(is_get, Fault::no_answer(), 200);

    world.freezes_beside(kFreeze, {Entry("soon", 1).at(in(50s))});

    const auto first = std::ranges::find_if(world.api.sent, [](const auto& sent) { return is_patch(sent.call); });
    REQUIRE(first != world.api.sent.end());
    CHECK(first->at < in(1s));
    CHECK(world.is_off(1));
  }

  TEST_CASE("does not undo what a person did by hand where it did not get through itself") {
    World world;
    has_five(world);
    world.turn();
    const auto of_soon = [](const ApiCall& call) {
      const auto* patch = std::get_if<PatchCampaign>(&call);
      return patch != nullptr && patch->id == campaign_id(2);
    };
    SUBCASE("it gave up") {
      world.api.meets(of_soon, Fault::status(403), 100);
      world.tell(kFreeze);
    }
    SUBCASE("it was still trying") {
      world.api.meets(of_soon, Fault::no_connection(), 100);
      world.tell(kFreeze);
    }
    SUBCASE("it was a process beside the service") {
      world.api.meets(of_soon, Fault::status(403), 100);
      world.freezes_beside(kFreeze, kFile);
    }
    REQUIRE(world.goes_out_at(2, in(20h)));
    world.api.project.is_taken_off_the_clock(campaign_id(2));
    world.api.is_well_again();
    world.runs_for(10min);
    world.tell(ResumeOrder{});
    world.runs_for(1h);
    CHECK(world.is_off(2));
    CHECK(world.action_of("soon") == "blocked: disarmed-elsewhere");
    CHECK(world.goes_out_at(1, in(30h)));
  }

  TEST_CASE("that died before its disarm left does not make a later stop its own") {
    World world;
    has_five(world);
    world.turn();
    world.api.dies_at(is_patch, FakeJournal::Death::kBeforeStoring);
    CHECK_THROWS(world.freezes_beside(kFreeze, kFile));
    world.runs_for(10min);
    REQUIRE(world.goes_out_at(2, in(20h)));
    world.api.project.is_taken_off_the_clock(campaign_id(2));
    world.runs_for(10min);
    world.is_killed();  // the next life finds the intent without an outcome
    world.runs_for(10min);
    world.tell(ResumeOrder{});
    world.runs_for(1h);
    CHECK(world.is_off(2));
    CHECK(world.action_of("soon") == "blocked: disarmed-elsewhere");
  }

  TEST_CASE("does not own the next stop of what somebody put back on the clock after it") {
    for (const bool beside : {false, true}) {
      CAPTURE(beside);
      World world;
      has_five(world);
      world.turn();
      stop(world, kFreezeAll, beside);
      for (const int n : {2, 5}) world.api.project.is_moved_to(campaign_id(n), in(40h));
      world.runs_for(10min);
      for (const int n : {2, 5}) world.api.project.is_taken_off_the_clock(campaign_id(n));
      world.runs_for(10min);
      SUBCASE("without restore") {
        world.tell(ResumeOrder{});
      }
      SUBCASE("with it") {
        world.tell(ResumeOrder{true});
      }
      world.runs_for(1h);
      CHECK(world.is_off(2));
      CHECK(world.is_off(5));
      CHECK(world.action_of("soon") == "blocked: disarmed-elsewhere");
    }
  }
}

TEST_SUITE("a freeze by name") {
  TEST_CASE("stops what it names and keeps it off, and the service goes on with the others") {
    for (const bool beside : {false, true}) {
      CAPTURE(beside);
      World world;
      has_five(world);
      world.turn();

      const OrderAnswer answer = stop(world, freeze_of({"soon", campaign_id(5).str()}), beside);

      CHECK(answer.done);
      CHECK(world.is_off(2));
      CHECK(world.is_off(5));
      CHECK_FALSE(world.last.snapshot->pause);
      world.file_says({Entry("late", 1).at(in(31h)), Entry("soon", 2).at(in(21h))});
      world.runs_for(1h);
      CHECK(world.goes_out_at(1, in(31h)));
      CHECK(world.is_off(2));
      CHECK(world.action_of("soon") == "blocked: frozen");
      world.is_killed();
      world.runs_for(1h);
      CHECK(world.is_off(2));
    }
  }

  TEST_CASE("keeps a draft off that the file would arm") {
    World world;
    world.api.project.has(There::draft(1));
    world.settings.reconcile.dry_run = false;
    SUBCASE("by its handle, known by id") {
      CHECK(world.freezes_beside(freeze_of({"eid"}), {Entry("eid", 1).at(in(20h))}).done);
      world.file_says({Entry("eid", 1).at(in(20h))});
    }
    SUBCASE("by its handle, known by name alone") {
      CHECK(world.freezes_beside(freeze_of({"eid"}), {Entry("eid", 1).by_name("Campaign 1").at(in(20h))}).done);
      world.file_says({Entry("eid", 1).by_name("Campaign 1").at(in(20h))});
    }
    world.runs_for(1h);
    CHECK(world.is_off(1));
    CHECK(world.action_of("eid") == "blocked: frozen");
  }

  TEST_CASE("forgets nobody who took the campaign off the clock before it") {
    for (const bool beside : {false, true}) {
      CAPTURE(beside);
      World world;
      has_five(world);
      world.turn();
      world.api.project.is_taken_off_the_clock(campaign_id(2));
      stop(world, freeze_of({campaign_id(2).str()}), beside);
      world.tell(ResumeOrder{});
      world.runs_for(1h);
      CHECK(world.is_off(2));
      CHECK(world.action_of("soon") == "blocked: disarmed-elsewhere");
    }
  }

  TEST_CASE("told before the journal could be read holds when it can be") {
    World world;
    has_five(world);
    world.turn();
    world.is_killed();
    world.journal.fail_call(1, FakeJournal::Failing::kForGood);
    world.tell(freeze_of({"soon"}));
    REQUIRE(world.is_off(2));
    world.journal.works_again();
    world.runs_for(1h);
    CHECK(world.is_off(2));
    CHECK(world.action_of("soon") == "blocked: frozen");
    CHECK(world.journal.memory().find(campaign_id(2))->frozen);
  }

  TEST_CASE("is lifted by rearm, one by one") {
    World world;
    has_five(world);
    world.turn();
    world.tell(freeze_of({"soon", "late"}));

    const OrderAnswer answer = world.tell(RearmOrder{Handle::parse("soon").value()});

    CHECK(answer.done);
    CHECK(world.goes_out_at(2, in(20h)));
    world.runs_for(1h);
    CHECK(world.is_off(1));
    CHECK(world.action_of("late") == "blocked: frozen");
    world.tell(ResumeOrder{});
    CHECK(world.goes_out_at(1, in(30h)));
  }

  TEST_CASE("that is unfinished lets go of what rearm lifts, also where its entry was bound to no campaign yet") {
    World world;
    world.api.project.has(There::scheduled(1, in(20h)));
    world.file_says({Entry("soon", 1).by_name("Campaign 1").at(in(20h))});
    world.api.meets(is_patch, Fault::status(503), 1000);
    CHECK_FALSE(world.tell(freeze_of({"soon"})).done);

    CHECK(world.tell(RearmOrder{Handle::parse("soon").value()}).done);
    world.api.is_well_again();
    world.runs_for(10min);

    CHECK(world.goes_out_at(1, in(20h)));
    CHECK_FALSE(world.journal.memory().find(campaign_id(1))->frozen);
  }

  TEST_CASE("of one of two entries of a name stops the campaign, whichever of them it names") {
    for (const std::string handle : {"first", "second"}) {
      for (const bool is_draft : {false, true}) {
        CAPTURE(handle);
        CAPTURE(is_draft);
        World world;
        world.api.project.has(is_draft ? There::draft(1) : There::scheduled(1, in(20h)));
        const std::vector<Entry> file{Entry("first", 1).by_name("Campaign 1"),
                                      Entry("second", 1).by_name("Campaign 1")};
        const OrderAnswer answer = world.freezes_beside(freeze_of({handle}), file);
        CHECK(answer.done);
        CHECK(world.is_off(1));
        REQUIRE(answer.stopped.size() == 1);
        CHECK(answer.stopped[0].handle->str() == handle);
      }
    }
  }

  TEST_CASE("of very many is recorded short") {
    World world;
    has_five(world);
    world.turn();
    std::vector<std::string> names{"soon"};
    for (int i = 0; i < 5000; ++i) names.push_back("nobody-" + std::to_string(i));
    world.tell(freeze_of(names));
    CHECK(world.is_off(2));
    for (const Record& record : world.journal.records()) CHECK(record.action.size() < 1000);
    CHECK(world.records(RecordKind::kFreeze).front().action.find("and 4981 more") != std::string::npos);
  }

  TEST_CASE("of a name that nothing has is told, and stops the others all the same") {
    World world;
    has_five(world);
    world.turn();
    const OrderAnswer answer = world.tell(freeze_of({"sooon", "soon"}));
    CHECK_FALSE(answer.done);
    CHECK(world.is_off(2));
    REQUIRE(answer.stopped.size() == 2);
    CHECK(answer.stopped[1].name == "sooon");
    CHECK_FALSE(answer.stopped[1].id);
  }

  TEST_CASE("of an id that no campaign was ever seen to have is told as not stopped, however often") {
    for (const bool beside : {false, true}) {
      for (const bool is_blind : {false, true}) {
        CAPTURE(beside);
        CAPTURE(is_blind);
        World world;
        has_five(world);
        world.turn();
        if (is_blind) world.api.meets(is_list, Fault::status(500), 1000);
        for (int time = 1; time <= 2; ++time) {
          const OrderAnswer answer = stop(world, freeze_of({campaign_id(99).str()}), beside);
          CHECK_FALSE(answer.done);
          REQUIRE(answer.stopped.size() == 1);
          CHECK_FALSE(answer.stopped[0].is_off);
          CHECK(answer.message.find("1 of 1 is NOT off the clock") != std::string::npos);
        }
      }
    }
  }

  TEST_CASE("of a handle that the file does not have any more stops the campaign that it named") {
    World world;
    has_five(world);
    world.turn();
    world.file_says({Entry("late", 1).at(in(30h))});
    world.turn({.forced = true});
    CHECK(world.tell(freeze_of({"soon"})).done);
    CHECK(world.is_off(2));
  }
}

TEST_SUITE("a freeze beside a turn that has begun") {
  TEST_CASE("is not taken for somebody who took campaigns off at the service") {
    World world;
    has_five(world);
    world.turn();
    bool is_frozen = false;
    world.api.before_answer = [&](const ApiCall& call) {
      if (is_frozen || !std::holds_alternative<ListCampaigns>(call)) return;
      is_frozen = true;
      FakeSecondJournal beside(world.journal);
      auto memory = beside.recall();
      REQUIRE(memory);
      CampaignMemory known = *memory->find(campaign_id(2));
      known.freeze_took = in(20h);
      MemoryChanges changes;
      changes.pause = std::optional(Pause{"wrong price", "uid 0 (root)", world.clock.wall_now(), {}, true, false});
      changes.campaigns.push_back({campaign_id(2), known});
      REQUIRE(beside.store(changes, {}));
      world.api.project.is_taken_off_the_clock(campaign_id(2));
    };
    world.turn({.forced = true});
    REQUIRE(is_frozen);
    world.api.before_answer = nullptr;

    CHECK_FALSE(world.journal.memory().find(campaign_id(2))->elsewhere);
    CHECK(world.action_of("soon") == "update");
    world.tell(ResumeOrder{});
    CHECK(world.goes_out_at(2, in(20h)));
  }
}

TEST_SUITE("the end of a freeze") {
  TEST_CASE("lets the file arm again what it schedules, and names what stays off") {
    World world;
    has_five(world);
    world.turn();
    world.tell(kFreezeAll);

    const OrderAnswer answer = world.tell(ResumeOrder{});

    CHECK(answer.done);
    CHECK(world.goes_out_at(1, in(30h)));
    CHECK(world.goes_out_at(2, in(20h)));
    CHECK(world.is_off(3));
    CHECK(world.is_off(5));
    CHECK(answer.message.find("reworded (was to go out at ") != std::string::npos);
    CHECK(answer.message.find(campaign_id(5).str()) != std::string::npos);
    CHECK(world.records(RecordKind::kResume).size() == 1);
    for (int n = 1; n <= 5; ++n) {
      const CampaignMemory* known = world.journal.memory().find(campaign_id(n));
      CHECK((known == nullptr || !known->freeze_took));
    }
  }

  TEST_CASE("with --restore arms the rest again, at the times that they had, remembered before they leave") {
    World world;
    has_five(world);
    world.settings.policy.max_changes = 0;  // a person's word: the budget is not asked for what he restores
    world.turn();
    world.tell(kFreezeAll);
    bool is_remembered = true;
    world.api.before_answer = [&](const ApiCall& call) {
      const auto* patch = std::get_if<PatchCampaign>(&call);
      if (patch != nullptr) is_remembered &= world.journal.memory().find(patch->id)->arming.has_value();
    };

    const OrderAnswer answer = world.tell(ResumeOrder{true});

    CHECK(world.goes_out_at(3, in(25h)));
    CHECK(world.goes_out_at(5, in(22h)));
    CHECK(is_remembered);
    CHECK(answer.message.find("back on the clock: ") != std::string::npos);
    world.settings.policy.max_changes = 10;
    world.uses(world.settings);
    world.runs_for(1h);
    CHECK(world.goes_out_at(1, in(30h)));
    CHECK(world.goes_out_at(3, in(25h)));
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
    REQUIRE(world.last.snapshot->plan->unmanaged.size() == 1);
    CHECK_FALSE(world.last.snapshot->plan->unmanaged[0].released_from);  // nobody named it, and nobody does
  }

  TEST_CASE(
      "with --restore behind a plain one brings back what that named, and once a new freeze came only what is new") {
    World world;
    has_five(world);
    world.turn();
    world.tell(kFreezeAll);
    const OrderAnswer plain = world.tell(ResumeOrder{});
    REQUIRE(plain.message.find("`campaignctl resume --restore` puts them back too") != std::string::npos);
    SUBCASE("at once") {}
    SUBCASE("after some looks") {
      world.runs_for(1h);
    }

    const OrderAnswer answer = world.tell(ResumeOrder{true});

    CHECK(world.goes_out_at(3, in(25h)));
    CHECK(world.goes_out_at(5, in(22h)));
    CHECK(answer.message.find("back on the clock: ") != std::string::npos);
    CHECK(world.tell(ResumeOrder{true}).message == "nothing was paused or frozen");
  }

  TEST_CASE("with --restore after another freeze brings back nothing that an earlier one took") {
    World world;
    has_five(world);
    world.turn();
    world.tell(kFreezeAll);
    world.tell(ResumeOrder{});
    world.tell(kFreezeAll);

    world.tell(ResumeOrder{true});

    CHECK(world.is_off(5));
  }

  TEST_CASE("with --restore does not restore what is past, nearer than minLead, or against a rule, and says so") {
    World world;
    has_five(world);
    world.turn();
    world.tell(kFreezeAll);
    std::string why;
    SUBCASE("past") {
      world.clock.advance(23h);
      why = "the time is past";
    }
    SUBCASE("too near") {
      world.clock.advance(22h - (world.clock.wall_now() - in(0h)) - 59s);
      why = "the time is nearer than minLead (1 min)";
    }
    SUBCASE("a rule") {
      world.settings.policy.blackouts = {{in(21h), in(23h), Zone::utc(), "holiday"}};
      world.uses(world.settings);
      why = "holiday";
    }
    SUBCASE("clocks apart") {
      world.api.clock_ahead = 2min;
      why = "the service's clock is";
    }
    const OrderAnswer answer = world.tell(ResumeOrder{true});

    CHECK(world.is_off(5));
    CHECK(answer.message.find("NOT back on the clock: ") != std::string::npos);
    CHECK(answer.message.find(why) != std::string::npos);
  }

  TEST_CASE("with --restore leaves off what the file wants off") {
    World world;
    has_five(world);
    world.turn();
    world.tell(kFreeze);
    world.file_says({Entry("late", 1).at(in(30h)), Entry("soon", 2).at(in(20h)), Entry("reworded", 3).draft()});
    world.turn({.forced = true});
    const OrderAnswer answer = world.tell(ResumeOrder{true});
    CHECK(world.is_off(3));
    CHECK(answer.message.find("reworded (the file wants it off the clock)") != std::string::npos);
  }

  TEST_CASE("with --restore asks the file as it is now") {
    World world;
    has_five(world);
    world.turn();
    world.tell(kFreeze);
    const std::size_t before = world.api.patches().size();
    SUBCASE("saved just now, and not read yet") {
      world.file_says({Entry("late", 1).draft(), Entry("soon", 2).draft(), Entry("reworded", 3).draft()});
    }
    SUBCASE("saved while the project is being looked at") {
      world.api.before_answer = [&world, is_first = true](const ApiCall&) mutable {
        if (std::exchange(is_first, false))
          world.file_says({Entry("late", 1).draft(), Entry("soon", 2).draft(), Entry("reworded", 3).draft()});
      };
    }
    world.tell(ResumeOrder{true});
    for (std::size_t n = before; n < world.api.patches().size(); ++n) {
      CHECK(world.api.patches()[n].id != campaign_id(3));
    }
    CHECK(world.is_off(3));
  }

  TEST_CASE("with --restore leaves what somebody put on the clock meanwhile at its time") {
    World world;
    has_five(world);
    world.turn();
    world.tell(kFreezeAll);
    for (const int n : {3, 5}) world.api.project.is_moved_to(campaign_id(n), in(40h));
    SUBCASE("seen") {
      world.runs_for(10min);
    }
    SUBCASE("just now") {}
    world.tell(ResumeOrder{true});
    world.runs_for(1h);
    CHECK(world.goes_out_at(3, in(40h)));
    CHECK(world.goes_out_at(5, in(40h)));
  }

  TEST_CASE("with --restore writes nothing in a dry run") {
    World world;
    has_five(world);
    world.settings.reconcile.dry_run = true;
    world.turn();
    world.tell(kFreezeAll);
    const std::size_t before = world.api.patches().size();
    const OrderAnswer answer = world.tell(ResumeOrder{true});
    CHECK(world.api.patches().size() == before);
    CHECK(answer.message.find("(dry run)") != std::string::npos);
  }

  TEST_CASE("with --restore that could not get through can be told again") {
    World world;
    has_five(world);
    world.turn();
    world.tell(kFreezeAll);
    world.api.meets(is_any, Fault::status(400), 50);
    CHECK(world.tell(ResumeOrder{true}).message.find("NOT back on the clock") != std::string::npos);
    world.api.is_well_again();
    world.runs_for(1h);
    CHECK(world.is_off(5));  // nothing is restored unasked
    world.tell(ResumeOrder{true});
    CHECK(world.goes_out_at(5, in(22h)));
  }

  TEST_CASE("of a service that was dead while another process froze takes nothing for a person's doing") {
    World world;
    has_five(world);
    world.turn();
    world.is_killed();
    world.freezes_beside(kFreeze, kFile);
    world.tell(ResumeOrder{});
    CHECK(world.goes_out_at(1, in(30h)));
    CHECK(world.goes_out_at(2, in(20h)));
  }

  TEST_CASE("where nothing is paused or frozen says so and records nothing") {
    World world;
    has_five(world);
    world.turn();
    CHECK(world.tell(ResumeOrder{}).message == "nothing was paused or frozen");
    CHECK(world.tell(ResumeOrder{true}).done);
    CHECK(world.records(RecordKind::kResume).empty());
  }
}

}  // namespace
}  // namespace campaignd
