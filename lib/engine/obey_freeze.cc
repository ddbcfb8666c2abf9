// The service's own freezes: begun by a person's word, gone on with in the turns after it and by the next life, and let
// go of again.
#include <algorithm>
#include <utility>

#include "engine/freeze_order.h"
#include "engine/freeze_text.h"
#include "engine/plan_troubles.h"
#include "engine/service_state.h"

namespace campaignd {
namespace {

constexpr auto kPatienceWithFreeze = std::chrono::seconds(45);  // the person waits; the turns after it go on with it
constexpr auto kFreezingInTurn = std::chrono::seconds(30);      // all of them together
constexpr auto kBetweenFreezings = std::chrono::seconds(5);

constexpr const char* kIsOver = "the freeze is over";
constexpr const char* kToldAgain = "it was told again";

void leave_out_what_was_let_go_of(FreezeOrder& order, const Memory& memory);
bool is_frozen(const Memory& memory, bool all);

}  // namespace

OrderAnswer Service::State::obey(const FreezeOrder& order, const Command& command) {
  ledger.keep_to_yourself(false);  // a stop is a person's word, on a copied directory too
  auto told = make_freeze(order, command.person);
  Freeze* same = freeze_like(*told);
  Freeze& freeze = same != nullptr ? *same : *freezes.emplace_back(std::move(told));
  const bool is_stored =
      same != nullptr ? freeze.begin_again(order, command.person, entries_in_force()) : freeze.begin();
  // A write of ours that got no answer may land yet.
  const bool may_land = !aftermath.doubts.empty() || !aftermath.looks.empty() || !ledger.unresolved().empty();
  freeze.run(command.stop, ports.clock.monotonic_now() + kPatienceWithFreeze,
             may_land ? std::optional(3 * settings.api.timeout) : std::nullopt);
  const LeftOnTheClock left{freeze.left_on_the_clock(), revisions.in_force() != nullptr, settings.file,
                            freeze.being_sent()};
  OrderAnswer answer;
  answer.stopped = freeze.stopped();
  // What is not stored a restart forgets.
  answer.done = freeze.is_done() && freeze.blindness().empty() && are_all_off(answer.stopped) && !left.may_be_meant() &&
                (is_stored || ledger.is_durable());
  answer.message = freeze_text(order, answer.stopped, freeze.blindness(), left) + (is_stored ? "" : not_stored());
  for (const Record& open : freezes_open_beside()) {
    if (freeze.is_like(*make_freeze(*open_freeze_of(open), open.person))) withdraw(open, kToldAgain);
  }
  end_freezes_that_are_done();
  return answer;
}

// None keeps another from being tried, nor the turn from coming to its end.
void Service::State::go_on_freezing(const std::stop_token& stop) {
  if (freezes.empty() || ports.clock.monotonic_now() < freeze_again_at) return;
  const bool is_clone = ledger.memory().is_clone;
  ledger.keep_to_yourself(false);
  const MonotonicTime end = ports.clock.monotonic_now() + kFreezingInTurn;
  auto left = static_cast<std::int64_t>(freezes.size());
  for (const auto& freeze : freezes) {
    const MonotonicTime now = ports.clock.monotonic_now();
    freeze->run(stop, now + (end - now) / left--, std::nullopt);
  }
  end_freezes_that_are_done();
  ledger.keep_to_yourself(is_clone);
  freeze_again_at = ports.clock.monotonic_now() + kBetweenFreezings;
}

void Service::State::end_freezes_that_are_done() {
  for (const auto& freeze : freezes) {
    if (freeze->is_done()) freeze->end();
  }
  std::erase_if(freezes, [](const auto& freeze) { return freeze->is_done(); });
  ledger.save();
}

// What an earlier life did not come to the end of. What a clone's former machine left open is not the clone's to do.
void Service::State::take_up_freezes() {
  if (ledger.memory().is_clone) return;
  for (const Record& open : freezes_left_open()) {
    // Somebody may have resumed before the journal could be read.
    earlier_freezes_are_over ? withdraw(open, kIsOver) : go_on_with(open);
  }
}

void Service::State::go_on_with(const Record& open) {
  FreezeOrder order = open_freeze_of(open).value();
  const bool is_of_some = !order.names.empty();
  leave_out_what_was_let_go_of(order, ledger.memory());
  const bool is_over = is_of_some ? order.names.empty() : !is_frozen(ledger.memory(), order.all);
  auto freeze = make_freeze(order, open.person);
  if (is_over || freeze_like(*freeze) != nullptr) return withdraw(open, is_over ? kIsOver : kToldAgain);
  ledger.resolved(open.intent);
  freeze->take_up(open);
  freezes.push_back(std::move(freeze));
  Event event;
  event.kind = EventKind::kFrozen;
  event.action = freeze_action(order);
  event.message = "told by " + open.person + ": " + order.reason + "; it was not at its end, and is gone on with";
  teller.say(std::move(event));
}

// A second outcome, by a process that is at work on it still, does no harm.
void Service::State::withdraw(const Record& open, const std::string& why) {
  ledger.resolved(open.intent);
  ledger.add(freeze_outcome(open, Outcome::kWithdrawn, why, ports.clock.wall_now()));
}

// A person's word ends them, those too that were not taken up.
bool Service::State::end_all_freezes() {
  bool were_any = !freezes.empty();
  earlier_freezes_are_over = true;
  for (const auto& freeze : freezes) freeze->end();
  freezes.clear();
  for (const Record& open : freezes_open_beside()) {
    withdraw(open, kIsOver);
    were_any = true;
  }
  return were_any;
}

bool Service::State::let_go(const Handle& handle, const std::optional<CampaignId>& id) {
  bool was_named = false;
  for (const auto& freeze : freezes) was_named |= freeze->leave(handle, id);
  for (const Record& open : freezes_open_beside()) {
    const auto freeze = make_freeze(open_freeze_of(open).value(), open.person);
    freeze->take_up(open);
    if (!freeze->leave(handle, id)) continue;
    was_named = true;
    ledger.resolved(open.intent);
    if (freeze->open_order()) go_on_with(*freeze->open_order());
  }
  return was_named;
}

Troubles::Found Service::State::unfinished_freezes() const {
  Troubles::Found found;
  for (const auto& freeze : freezes) {
    const auto rows = freeze->stopped();
    const auto left = std::count_if(rows.begin(), rows.end(), [](const Stopped& row) { return !row.is_off; });
    const std::string action = freeze_action(freeze->order());
    found.emplace("freezing " + action,
                  general_trouble(EventLevel::kWarning, EventKind::kFrozen,
                                  action + " by " + freeze->person() + " is not at its end, and is gone on with" +
                                      (left > 0 ? ": " + std::to_string(left) + " of " + std::to_string(rows.size()) +
                                                      (left == 1 ? " is NOT off the clock" : " are NOT off the clock")
                                                : "")));
  }
  return found;
}

std::unique_ptr<Freeze> Service::State::make_freeze(const FreezeOrder& order, const std::string& person) {
  return std::make_unique<Freeze>(FreezeTools{ports, ledger, teller, chance}, settings.api, order, person,
                                  entries_in_force());
}

Freeze* Service::State::freeze_like(const Freeze& told) {
  const auto same =
      std::find_if(freezes.begin(), freezes.end(), [&](const auto& freeze) { return freeze->is_like(told); });
  return same == freezes.end() ? nullptr : same->get();
}

std::vector<Record> Service::State::freezes_left_open() const {
  std::vector<Record> open;
  for (const Record& intent : ledger.unresolved()) {
    if (open_freeze_of(intent)) open.push_back(intent);
  }
  return open;
}

// Those that no freeze of ours holds: `campaignctl freeze` leaves them beside us, where it dies or its key is refused,
// and the journal alone knows of them.
std::vector<Record> Service::State::freezes_open_beside() {
  std::vector<Record> open = ledger.open_in_journal();
  std::erase_if(open, [&](const Record& intent) {
    const auto is_ours = [&](const auto& freeze) {
      return freeze->open_order() && freeze->open_order()->intent == intent.intent;
    };
    return !open_freeze_of(intent) || std::any_of(freezes.begin(), freezes.end(), is_ours);
  });
  return open;
}

std::vector<DesiredCampaign> Service::State::entries_in_force() {
  if (revisions.in_force() == nullptr) revisions.load();
  const DesiredState* desired = revisions.in_force();
  return desired != nullptr ? desired->campaigns : std::vector<DesiredCampaign>{};
}

namespace {

// A campaign that an order names is marked when the order is stored, until a person lets go of it.
void leave_out_what_was_let_go_of(FreezeOrder& order, const Memory& memory) {
  std::erase_if(order.names, [&](const std::string& name) {
    const auto id = CampaignId::parse(name);
    const CampaignMemory* known = id ? memory.find(*id) : nullptr;
    return id && (known == nullptr || !known->frozen);
  });
}

// A freeze of the file's campaigns alone is not one of `--all` that was resumed before.
bool is_frozen(const Memory& memory, bool all) {
  const auto& pause = memory.pause;
  return pause && pause->freeze && (pause->freeze_all || !all);
}

}  // namespace
}  // namespace campaignd
