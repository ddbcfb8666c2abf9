// A PATCH that was answered well and that the network delivers once more, later. Nobody can tell it from another
// person's hand at the service: what it changes is set back, what it takes off the clock is told and left.
#include <doctest/doctest.h>

#include "world.h"

namespace campaignd {
namespace {

TEST_SUITE("second deliveries") {
  TEST_CASE("a second delivery before anything else changed changes nothing, and nothing is said") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(25h))});
    world.api.meets(is_patch, Fault::delivered_again(10min));

    world.runs_for(1h);

    CHECK(world.api.tally.again == 1);
    CHECK(world.api.patches().size() == 1);
    CHECK(world.action_of("eid") == "unchanged");
    CHECK(world.told_of(EventKind::kTrouble) == 0);
  }

  TEST_CASE("a second delivery that moves a campaign nearer than it stands since is set back, once") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(23h))});
    world.api.meets(is_patch, Fault::delivered_again(10min));
    world.turn();
    world.file_says({Entry("eid", 1).at(in(26h))});

    world.runs_for(1h);

    CHECK(world.api.tally.again_undoing == 1);
    CHECK(world.campaign(1).scheduled_for == in(26h));
    CHECK(world.patches(1) == std::vector{schedule_at(in(23h)), schedule_at(in(26h)), schedule_at(in(26h))});
  }

  TEST_CASE("a second delivery that arms what the file took off the clock since is taken off again") {
    World world;
    world.api.project.has(There::draft(1));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.api.meets(is_patch, Fault::delivered_again(10min));
    world.turn();
    world.file_says({Entry("eid", 1).draft()});

    world.runs_for(1h);

    CHECK(world.api.tally.again_undoing == 1);
    CHECK(world.is_off(1));
    CHECK(world.patches(1) == std::vector{schedule_at(in(24h)), disarm(), disarm()});
  }

  TEST_CASE("a second delivery that takes off what the file armed since is told as somebody else's doing, and left") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).draft()});
    world.api.meets(is_patch, Fault::delivered_again(10min));
    world.turn();
    world.file_says({Entry("eid", 1).at(in(24h))});

    world.runs_for(1h);

    CHECK(world.api.tally.again_undoing == 1);
    CHECK(world.is_off(1));
    CHECK(world.action_of("eid") == "blocked: disarmed-elsewhere");
    CHECK(world.patches(1) == std::vector{disarm(), schedule_at(in(24h))});
  }

  TEST_CASE("a second delivery to a campaign that has started is refused, and changes nothing") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(30min))});
    world.api.meets(is_patch, Fault::delivered_again(1h));

    world.runs_for(2h);

    CHECK(world.api.tally.again_refused == 1);
    CHECK(world.campaign(1).status == CampaignStatus::kRunning);
    CHECK(world.action_of("eid") == "unchanged");
  }
}

}  // namespace
}  // namespace campaignd
