#include "faults.h"

#include <array>

namespace campaignd {
namespace {

using Death = FakeJournal::Death;

struct NamedFault {
  const char* name;
  Fault fault;
};

std::vector<NamedFault> faults() {
  return {{"no connection", Fault::no_connection()},
          {"no answer", Fault::no_answer()},
          {"no answer, though it is applied", Fault::no_answer(Fault::Effect::kApplied)},
          {"500", Fault::status(500)},
          {"500, though it is applied", Fault::status(500, {}, Fault::Effect::kApplied)},
          {"400", Fault::status(400)},
          {"401", Fault::status(401)},
          {"403", Fault::status(403)},
          {"429", Fault::status(429, 2min)},
          {"503 with a long wait", Fault::status(503, 14min)},
          {"no answer, and it lands later", Fault::lands_late(20s)},
          {"a bad certificate", Fault::tls()},
          {"an answer that shows the campaign as it was", Fault::shows_the_old(Fault::Effect::kApplied)}};
}

}  // namespace

void Faults::break_something() {
  truth_.is_disturbed();
  switch (dice_.below(19)) {
    case 0:
    case 1:
      scene_.story.tell("the process is killed");
      kill();
      break;
    case 2:
    case 3: {
      const int call = 1 + dice_.below(6);
      scene_.story.tell("the process dies in call " + std::to_string(call) + " to the service");
      world_.api.crash_in_call(call, dice_.one_in(2) ? Death::kBeforeStoring : Death::kAfterStoring);
      break;
    }
    case 4:
    case 5: {
      const int call = 1 + dice_.below(6);
      scene_.story.tell("the process dies in call " + std::to_string(call) + " of its journal");
      world_.journal.crash_in_call(call, dice_.one_in(2) ? Death::kBeforeStoring : Death::kAfterStoring);
      break;
    }
    case 6:
    case 7:
      spoil_the_journal();
      break;
    case 8:
      cut_lists();
      break;
    case 9:
      copy_the_state();
      break;
    case 10:
      part_the_clocks();
      break;
    case 11:
    case 12:
    case 13:
      deliver_patches_again();
      break;
    default:
      spoil_calls();
  }
}

void Faults::spoil_calls() {
  const auto known = faults();
  const NamedFault& which = known[static_cast<std::size_t>(dice_.below(static_cast<int>(known.size())))];
  const int times = dice_.one_in(10) ? 40 : 1 + dice_.below(6);  // a storm, at times
  scene_.story.tell(std::string(which.name) + " meets " + std::to_string(times) + " calls");
  world_.api.meets(dice_.one_in(2) ? is_patch : is_any, which.fault, times);
}

// Some at once, some when the campaign has long been changed again.
void Faults::deliver_patches_again() {
  const int times = 1 + dice_.below(8);
  scene_.story.tell("a proxy will deliver " + std::to_string(times) + " PATCHes twice");
  for (int i = 0; i < times; ++i) {
    const auto later = std::chrono::seconds(1 + dice_.below(dice_.one_in(3) ? 30 : 3 * 60 * 60));
    world_.api.meets(is_patch, Fault::delivered_again(later));
  }
}

void Faults::spoil_the_journal() {
  if (truth_.disk_fails) {
    world_.journal.works_again();
    truth_.disk_fails = false;
    scene_.story.tell("the disk has room again");
    return;
  }
  scene_.story.tell("the disk is full");
  truth_.disk_fails = true;
  world_.journal.fail_call(1 + dice_.below(4),
                           dice_.one_in(2) ? FakeJournal::Failing::kOnce : FakeJournal::Failing::kForGood);
  if (!world_.is_alive()) truth_.recall_orders();  // its next life may read nothing
}

void Faults::cut_lists() {
  auto& most = world_.api.project.lists_hold_at_most;
  if (most) {
    scene_.story.tell("the lists are whole again");
    most.reset();
    return;
  }
  scene_.story.tell("the lists are cut short");
  most = static_cast<std::size_t>(dice_.below(3));
}

// The state directory wakes up on another machine.
void Faults::copy_the_state() {
  scene_.story.tell("the state directory is copied to another machine, and started there");
  kill();
  world_.journal.becomes_a_clone();
  truth_.is_clone = true;
}

void Faults::part_the_clocks() {
  const bool are_apart = world_.api.clock_ahead.count() != 0;
  world_.api.clock_ahead = are_apart ? 0min : std::chrono::minutes(dice_.one_in(2) ? 5 : -5);
  scene_.story.tell(are_apart ? "the clocks agree again" : "the service's clock is five minutes off");
}

void Faults::set_the_clock() {
  const auto jump = std::chrono::minutes(dice_.below(120) - 60);
  scene_.story.tell("the clock is set by " + std::to_string(jump.count()) + " min");
  world_.clock.set_wall(scene_.now() + jump);
  for (auto& [which, since] : truth_.bad_since) since = scene_.now();
  truth_.taken_off.clear();  // what starts when is another question then
  truth_.is_disturbed();
}

void Faults::kill() {
  world_.is_killed();
  truth_.recall_orders();
  truth_.is_disturbed();
}

void Faults::end_all() {
  scene_.story.tell("everything is well again");
  world_.api.is_well_again();
  world_.api.clock_ahead = 0min;
  world_.journal.works_again();
  truth_.disk_fails = false;
  world_.api.project.lists_hold_at_most.reset();
  for (CatalogTemplate& each : world_.api.project.catalog.templates) each.status = "APPROVED";
  truth_.bad_since.clear();
  truth_.last_bad = scene_.now();
  truth_.pause_in_calls = 0;
  truth_.write_file();
  // What a process beside the service left open is closed by the service's next life.
  if (truth_.left_open) kill();
}

}  // namespace campaignd
