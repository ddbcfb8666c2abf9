// The network that a walk runs on does what the walk's claims rest upon, and a seed always walks the same.
#include <doctest/doctest.h>

#include <optional>
#include <vector>

#include "walk.h"

namespace campaignd {
namespace {

std::optional<WallTime> start_of(World& world, int n) {
  const ObservedCampaign& campaign = world.campaign(n);
  return campaign.status == CampaignStatus::kScheduled ? campaign.scheduled_for : std::nullopt;
}

TEST_CASE("answers arrive in the order in which they are ready, not in that in which their calls left") {
  FakeClock clock;
  FakeTransport api(clock);
  std::vector<std::chrono::milliseconds> delays{30ms, 500ms, 10ms};
  api.takes = [&, n = std::size_t{0}]() mutable { return delays[n++]; };
  const CallNumber first = api.send(GetResources{});
  const CallNumber second = api.send(PatchCampaign{campaign_id(1), disarm()});
  const CallNumber third = api.send(GetProject{});

  std::vector<CallNumber> arrived;
  while (arrived.size() < 3) arrived.push_back(api.await(MonotonicTime::max())->call);

  CHECK(arrived == std::vector{third, first, second});
  CHECK(api.tally.overtaking == 1);
  CHECK(api.tally.overtaking_patches == 1);
}

TEST_CASE("a PATCH that is delivered again is answered once, and takes effect again over what changed meanwhile") {
  World world;
  world.api.project.has(There::scheduled(1, in(24h)));
  std::vector<CampaignId> told;
  world.api.after_second_delivery = [&](const PatchCampaign& call) { told.push_back(call.id); };
  world.api.meets(is_patch, Fault::delivered_again(10min));
  world.api.send(PatchCampaign{campaign_id(1), schedule_at(in(25h))});

  CHECK(world.api.await(MonotonicTime::max())->result.has_value());
  CHECK_FALSE(world.api.await(world.clock.monotonic_now() + 1min));
  world.api.project.is_moved_to(campaign_id(1), in(26h));
  world.api.pass(8min);
  CHECK(start_of(world, 1) == in(26h));
  world.api.pass(2min);

  CHECK(start_of(world, 1) == in(25h));
  CHECK(told == std::vector{campaign_id(1)});
  CHECK(world.api.tally.again == 1);
  CHECK(world.api.tally.again_undoing == 1);
}

TEST_CASE("a campaign that has started, and one whose time would be past, refuse a second delivery") {
  World world;
  world.api.project.has(There::scheduled(1, in(5min)));
  world.api.project.has(There::scheduled(2, in(24h)));
  world.api.meets(is_patch, Fault::delivered_again(10min), 2);
  world.api.send(PatchCampaign{campaign_id(1), schedule_at(in(6min))});
  world.api.send(PatchCampaign{campaign_id(2), schedule_at(in(7min))});
  world.api.project.is_moved_to(campaign_id(2), in(24h));

  world.api.pass(11min);

  CHECK(world.campaign(1).status == CampaignStatus::kRunning);
  CHECK(start_of(world, 2) == in(24h));
  CHECK(world.api.tally.again == 0);
  CHECK(world.api.tally.again_refused == 2);
}

TEST_CASE("a seed walks the same way each time") {
  Walk first(7);
  Walk second(7);
  first.live(24h * 10);
  second.live(24h * 10);

  CHECK(first.story() == second.story());
  CHECK(first.tally().calls == second.tally().calls);
  CHECK(first.tally().overtaking == second.tally().overtaking);
}

}  // namespace
}  // namespace campaignd
