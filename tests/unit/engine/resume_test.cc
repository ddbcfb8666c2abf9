// What the end of a pause or a freeze gives back to the file, and what it leaves to others.
#include <doctest/doctest.h>

#include "world.h"

namespace campaignd::testing {
namespace {

FreezeOrder freeze_of(std::vector<std::string> names) {
  return {"wrong price", false, std::move(names)};
}

const FreezeOrder kFreezeAll{"wrong price", true, {}};

bool names_as_off(const OrderAnswer& answer, int n, WallTime was) {
  CAPTURE(answer.message);
  return answer.message.find("stays off the clock: " + campaign_id(n).str() + " (was to go out at " +
                             to_rfc3339(was)) != std::string::npos;
}

void has_two(World& world) {
  world.api.project.has(There::scheduled(1, in(30h)));
  world.api.project.has(There::scheduled(2, in(20h)));
  world.file_says({Entry("late", 1).at(in(30h)), Entry("soon", 2).at(in(20h))});
  world.turn();
}

// One that the service armed, and of which the entry was removed then.
void has_released(World& world) {
  world.api.project.has(There::draft(3));
  world.api.project.has(There::draft(4));
  world.file_says({Entry("branch", 3).at(in(25h)), Entry("other", 4).draft()});
  world.runs_for(1min);
  REQUIRE(world.goes_out_at(3, in(25h)));
  world.file_says({Entry("other", 4).draft()});
  world.runs_for(1min);
}

}  // namespace

TEST_SUITE("a resume") {
  TEST_CASE("arms again what our own freeze took off, however often in an hour, also where drift is only reported") {
    for (const DriftPolicy drift : {DriftPolicy::kMend, DriftPolicy::kReport}) {
      World world;
      world.settings.policy.drift = drift;
      has_two(world);
      for (int i = 0; i < 4; ++i) {
        CAPTURE(i);
        CHECK(world.tell(freeze_of({})).done);
        CHECK(world.tell(ResumeOrder{}).done);
        world.runs_for(1min);
        CHECK(world.goes_out_at(1, in(30h)));
        CHECK(world.goes_out_at(2, in(20h)));
      }
    }
  }

  TEST_CASE("of a pause leaves what was frozen by its name, and says so; told once more, it lifts that too") {
    World world;
    has_two(world);
    CHECK(world.tell(freeze_of({"soon"})).done);
    CHECK(world.tell(PauseOrder{"dashboard work", {}}).done);

    const OrderAnswer answer = world.tell(ResumeOrder{});
    CHECK(answer.message.find("still frozen by name: soon") != std::string::npos);
    world.runs_for(1min);
    CHECK(world.is_off(2));

    CHECK(world.tell(ResumeOrder{}).done);
    world.runs_for(1min);
    CHECK(world.goes_out_at(2, in(20h)));
  }

  TEST_CASE("names what no entry schedules and a freeze beside the service took, and restores it, time after time") {
    for (const bool is_read_early : {false, true}) {
      CAPTURE(is_read_early);
      World world;
      world.api.project.has(There::scheduled(5, in(22h)));
      has_two(world);
      // The service may read the mark while the disarm is on its way, and has to hear of its answer all the same.
      world.api.before_answer = [&](const ApiCall& call) {
        if (is_read_early && world.journal.memory().pause && std::holds_alternative<PatchCampaign>(call)) {
          world.tell_until(PauseOrder{"refused: it is frozen", {}}, {});
        }
      };
      for (int i = 0; i < 3; ++i) {
        CAPTURE(i);
        CHECK(world.freezes_beside(kFreezeAll, {}).done);
        if (is_read_early) world.runs_for(1min);

        CHECK(names_as_off(world.tell(ResumeOrder{}), 5, in(22h)));
        CHECK(world.is_off(5));

        const OrderAnswer back = world.tell(ResumeOrder{.restore = true});
        CHECK(back.message.find("back on the clock: " + campaign_id(5).str()) != std::string::npos);
        world.runs_for(1min);
        CHECK(world.goes_out_at(5, in(22h)));
        CHECK(world.goes_out_at(1, in(30h)));
      }
    }
  }

  TEST_CASE("that changes nothing forgets nothing that the one before left off") {
    World world;
    world.api.project.has(There::scheduled(5, in(22h)));
    has_two(world);
    CHECK(world.tell(kFreezeAll).done);
    CHECK(names_as_off(world.tell(ResumeOrder{}), 5, in(22h)));

    for (int i = 0; i < 2; ++i) {
      const OrderAnswer again = world.tell(ResumeOrder{});
      CHECK(again.message.starts_with("nothing was paused or frozen"));
      CHECK(names_as_off(again, 5, in(22h)));
    }
    world.tell(ResumeOrder{.restore = true});
    CHECK(world.goes_out_at(5, in(22h)));
    CHECK(world.tell(ResumeOrder{}).message == "nothing was paused or frozen");
  }

  TEST_CASE("names what the service had armed, and a freeze of its removed entry's handle took") {
    World world;
    has_released(world);

    CHECK(world.freezes_beside(freeze_of({"branch"}), {Entry("other", 4).draft()}).done);
    CHECK(names_as_off(world.tell(ResumeOrder{}), 3, in(25h)));
    world.tell(ResumeOrder{.restore = true});
    CHECK(world.goes_out_at(3, in(25h)));
  }

  TEST_CASE("restores what a rearm let go that no entry names any more, and no policy takes it off again") {
    for (const std::string& name : {std::string("branch"), campaign_id(3).str()}) {
      CAPTURE(name);
      World world;
      has_released(world);
      CHECK(world.freezes_beside(freeze_of({"branch"}), {}).done);
      world.settings.policy.on_remove = OnRemove::kDisarm;
      world.uses(world.settings);
      world.runs_for(1min);

      const OrderAnswer answer = world.tell(RearmOrder{Handle::parse(name).value()});
      CHECK(answer.message.find("stays off the clock (was to go out at " + to_rfc3339(in(25h))) != std::string::npos);
      world.runs_for(1min);
      CHECK(world.is_off(3));
      CHECK(names_as_off(world.tell(ResumeOrder{}), 3, in(25h)));  // though nothing is frozen any more
      world.tell(ResumeOrder{.restore = true});
      world.runs_for(1min);
      CHECK(world.goes_out_at(3, in(25h)));
    }
  }

  TEST_CASE("names what a freeze beside the service took of which all that was known was that it had been frozen") {
    World world;
    has_two(world);
    world.turn();
    CHECK_FALSE(world.freezes_beside({"wrong list", false, {campaign_id(5).str()}}, {}).done);  // nobody has it yet
    world.forced_turn();
    world.api.project.has(There::scheduled(5, in(22h)));
    CHECK(world.freezes_beside({"wrong list", false, {campaign_id(5).str()}}, {}).done);
    REQUIRE(world.is_off(5));

    CHECK(names_as_off(world.tell(ResumeOrder{}), 5, in(22h)));
  }

  TEST_CASE("names what a freeze beside the service took before it died, once the service has looked") {
    World world;
    world.api.project.has(There::scheduled(5, in(22h)));
    has_two(world);
    CHECK(world.freezes_beside(kFreezeAll, {}).done);
    world.tell(ResumeOrder{.restore = true});
    bool is_off = false;
    world.api.before_answer = [&](const ApiCall& call) {
      const auto* patch = std::get_if<PatchCampaign>(&call);
      if (is_off) throw SimulatedCrash{};
      is_off = patch != nullptr && patch->id == campaign_id(5);
    };
    CHECK_THROWS(world.freezes_beside({"wrong price", false, {campaign_id(5).str()}}, {}));
    world.api.before_answer = nullptr;
    world.forced_turn();
    REQUIRE(world.is_off(5));
    CHECK(names_as_off(world.tell(ResumeOrder{}), 5, in(22h)));
  }
}

}  // namespace campaignd::testing
