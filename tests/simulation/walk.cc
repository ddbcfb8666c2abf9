#include "walk.h"

#include <algorithm>
#include <stdexcept>

#include "core/event_text.h"

namespace campaignd {
namespace {

constexpr auto kTimeToRest = 6h;
constexpr auto kQuietTime = 3h;
constexpr std::ptrdiff_t kLastWords = 30;

}  // namespace

Walk::Walk(std::uint64_t seed) : scene_(seed) {
  World& world = scene_.world;
  world.api.before_answer = [this](const ApiCall& call) { arrives(call); };
  world.api.after_answer = [this](const ApiCall& call, const Reply& reply) { checker_.is_answered(call, reply); };
  world.api.after_second_delivery = [this](const PatchCampaign& call) { checker_.is_delivered_again(call); };
  world.api.takes = [this] { return scene_.some_latency(); };
  world.api.project.before_start = [this](const ObservedCampaign& campaign) { checker_.starts(campaign); };
  people_.plan_more_campaigns();
}

void Walk::live(std::chrono::hours span) {
  const MonotonicTime end = scene_.world.clock.monotonic_now() + span;
  while (scene_.world.clock.monotonic_now() < end && violations().empty()) step();
  if (violations().empty()) heal();
}

std::string Walk::story() const {
  std::string text = scene_.story.text() + "the service's last words:\n";
  const auto& told = scene_.world.told;
  for (auto event = told.end() - std::min<std::ptrdiff_t>(kLastWords, std::ssize(told)); event != told.end(); ++event) {
    text += to_line(*event) + "\n";
  }
  return text;
}

void Walk::step() {
  people_.plan_more_campaigns();
  switch (scene_.dice.below(6)) {
    case 0:
      people_.edit_file();
      break;
    case 1:
      people_.act_at_service();
      break;
    case 2:
      faults_.break_something();
      break;
    case 3:
      people_.give_order();
      break;
    default:
      let_time_pass();
  }
}

void Walk::heal() {
  faults_.end_all();
  people_.give(ResumeOrder{});
  World& world = scene_.world;
  const MonotonicTime rest = world.clock.monotonic_now() + kTimeToRest;
  while (world.clock.monotonic_now() < rest && violations().empty()) {
    pass(30min);
    const auto& plan = world.last.snapshot->plan;
    if (const auto held = plan ? plan->held : std::nullopt) people_.give(ApproveOrder{held->plan});
  }
  const std::size_t patches = world.api.patches().size();
  // Who is too near to another may go out once that one has started.
  const bool waits_for_a_start = world.last.snapshot->plan->changes_at && world.settings.policy.spacing;
  pass(kQuietTime);
  if (!waits_for_a_start && world.api.patches().size() != patches) {
    scene_.story.violated("it is not quiet six hours after the last fault and edit");
  }
  checker_.is_at_rest();
}

void Walk::let_time_pass() {
  if (scene_.dice.one_in(20)) faults_.set_the_clock();
  const auto span = std::chrono::minutes(1 + scene_.dice.below(scene_.dice.one_in(4) ? 3 * 24 * 60 : 2 * 60));
  scene_.story.tell(std::to_string(span.count()) + " min pass");
  pass(span);
}

void Walk::pass(std::chrono::milliseconds span) {
  World& world = scene_.world;
  const MonotonicTime end = world.clock.monotonic_now() + span;
  while (world.clock.monotonic_now() < end && violations().empty()) {
    try {
      world.turn({.source_event = true});
      truth_.a_turn_has_ended();
      world.runs_for(std::chrono::ceil<std::chrono::milliseconds>(end - world.clock.monotonic_now()));
      truth_.a_turn_has_ended();
    } catch (const SimulatedCrash&) {
      scene_.story.tell("the process is dead, and starts again");
      faults_.kill();
    } catch (const std::runtime_error& endless) {
      return scene_.story.violated(endless.what());
    }
  }
}

void Walk::arrives(const ApiCall& call) {
  checker_.arrives(call);
  truth_.call_arrives();
  if (truth_.pause_in_calls == 0 || --truth_.pause_in_calls > 0) return;
  scene_.world.is_paused({.reason = "stop", .person = "uid 0 (root)", .since = scene_.now(), .freeze = true});
  truth_.paused = true;
  scene_.story.tell("the pause is stored");
}

}  // namespace campaignd
