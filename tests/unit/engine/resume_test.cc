// What the end of a pause or a freeze gives back to the file, and what it leaves to others.
#include <doctest/doctest.h>

#include "world.h"

namespace campaignd::testing {
namespace {

FreezeOrder freeze_of(std::vector<std::string> names) {
  return {"wrong price", false, std::move(names)};
}

void has_two(World& world) {
  world.api.project.has(There::scheduled(1, in(30h)));
  world.api.project.has(There::scheduled(2, in(20h)));
  world.file_says({Entry("late", 1).at(in(30h)), Entry("soon", 2).at(in(20h))});
  world.turn();
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
}

}  // namespace campaignd::testing
