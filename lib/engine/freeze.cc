#include "engine/freeze.h"

#include <algorithm>
#include <utility>

#include "core/retry.h"
#include "engine/freeze_order.h"
#include "engine/freeze_text.h"

namespace campaignd {
namespace {

// Looks that fail while nothing is known to be on the clock: after so many it is told that nothing is known.
constexpr int kMostBlindRounds = 9;

ApiSettings for_a_stop(ApiSettings api);
milliseconds pause_between(int rounds, milliseconds left);

}  // namespace

Freeze::Freeze(FreezeTools tools, const ApiSettings& api, FreezeOrder order, std::string person,
               std::vector<DesiredCampaign> entries)
    : tools_(std::move(tools)),
      order_(std::move(order)),
      person_(std::move(person)),
      entries_(std::move(entries)),
      api_(for_a_stop(api)),
      calls_(tools_.ports, api_, tools_.chance, tools_.teller) {
  resolve_names();
}

Freeze::~Freeze() = default;

bool Freeze::begin() {
  Ledger& ledger = tools_.ledger;
  const WallTime now = tools_.ports.clock.wall_now();
  MemoryChanges changes;
  if (order_.names.empty()) {
    const auto& before = ledger.memory().pause;
    const bool all = order_.all || (before && before->freeze && before->freeze_all);
    changes.pause = std::optional(Pause{order_.reason, person_, now, std::nullopt, /*freeze=*/true, all});
  }
  for (const auto& [id, name] : named_) {
    const CampaignMemory* known = ledger.memory().find(id);
    CampaignMemory next = known != nullptr ? *known : CampaignMemory{ObservedCampaign{.id = id}};
    next.frozen = now;
    changes.campaigns.push_back({id, std::move(next)});
  }
  ledger.change(std::move(changes));
  record_order();
  keep_order_open();
  return ledger.save();
}

void Freeze::take_up(Record open) {
  open_order_ = std::move(open);
}

bool Freeze::begin_again(FreezeOrder order, std::string person, std::vector<DesiredCampaign> entries) {
  order_ = std::move(order);
  person_ = std::move(person);
  entries_ = std::move(entries);
  not_found_.clear();
  is_done_ = false;
  resolve_names();
  return begin();
}

void Freeze::use(const ApiSettings& api) {
  api_ = for_a_stop(api);
  calls_.use(api_);
}

void Freeze::record_order() {
  Record record;
  record.kind = RecordKind::kFreeze;
  record.at = tools_.ports.clock.wall_now();
  record.revision = tools_.teller.revision;
  record.action = freeze_action(order_);
  record.detail = order_.reason;
  record.person = person_;

  Event event;
  event.kind = EventKind::kFrozen;
  event.action = record.action;
  event.message = "told by " + person_ + ": " + order_.reason;
  tools_.ledger.add(std::move(record));
  tools_.teller.say(std::move(event));
}

void Freeze::close_earlier() {
  const std::vector<Record> unresolved = tools_.ledger.unresolved();
  for (const Record& open : unresolved) {
    const auto order = open_freeze_of(open);
    if (!order || !is_like(Freeze(tools_, api_, *order, open.person, entries_))) continue;
    tools_.ledger.resolved(open.intent);
    tools_.ledger.add(freeze_outcome(open, Outcome::kWithdrawn, "it was told again", tools_.ports.clock.wall_now()));
  }
}

bool Freeze::is_like(const Freeze& other) const {
  if (is_same_scope(order_, other.order_)) return true;
  const auto ours = left_to_stop();
  const auto theirs = other.left_to_stop();
  return ours && theirs && is_same_scope(*ours, *theirs);
}

// Of a named one, just those that are still to be stopped: what a person let go of must not come back in another life,
// and a name that means nothing now must not mean something then.
std::optional<FreezeOrder> Freeze::left_to_stop() const {
  FreezeOrder left{order_.reason, order_.all, {}};
  std::set<std::string> sought;
  for (const auto& [handle, name] : handles_to_find_) {
    left.names.push_back(handle.str());
    sought.insert(name);
  }
  for (const auto& [id, name] : named_) {
    if (!sought.contains(name)) left.names.push_back(id.str());
  }
  const bool is_for_nobody = left.names.empty() && !order_.names.empty();
  return is_for_nobody ? std::nullopt : std::optional(std::move(left));
}

void Freeze::keep_order_open() {
  const auto left = left_to_stop();
  if (!left) return close_order(Outcome::kWithdrawn, "the freeze is over");
  Record open = open_freeze(*left, person_);
  if (open_order_ && open_order_->action == open.action) return;
  close_order(Outcome::kWithdrawn, "it goes on for others");
  open.at = tools_.ports.clock.wall_now();
  open.revision = tools_.teller.revision;
  open.intent = tools_.ledger.next_intent();
  tools_.ledger.add(open);
  open_order_ = std::move(open);
}

void Freeze::close_order(Outcome outcome, const std::string& detail) {
  if (!open_order_) return;
  Record open = *std::exchange(open_order_, std::nullopt);
  tools_.ledger.add(freeze_outcome(std::move(open), outcome, detail, tools_.ports.clock.wall_now()));
}

void Freeze::run(const std::stop_token& stop, MonotonicTime until, std::optional<milliseconds> look_after) {
  const Clock& clock = tools_.ports.clock;
  std::optional<MonotonicTime> last_look;
  if (look_after) last_look = clock.monotonic_now() + *look_after;
  Paging paging = Paging::kWhole;
  is_key_refused_ = false;
  for (int blind_rounds = 0;;) {
    calls_.begin(stop);
    const bool has_seen = look(paging);
    if (stop.stop_requested() || calls_.refused_by_service()) break;
    const auto pending = on_the_clock();
    bool moved_on = false;
    if (!pending.empty()) {
      const std::size_t before = pending.size();
      disarm_all();
      moved_on = on_the_clock().size() < before;
    } else if (has_seen && paging == Paging::kWhole) {
      paging = Paging::kPages;  // a whole list may have been cut short
      continue;
    } else if (has_seen && last_look && may_yet_land()) {
      wait(*std::exchange(last_look, std::nullopt), stop);
      continue;
    } else if (has_seen) {
      is_done_ = true;
      count_what_is_being_sent();
      break;
    } else if (++blind_rounds > kMostBlindRounds) {
      break;
    }
    if (stop.stop_requested() || is_key_refused_) break;
    rounds_without_success_ = moved_on ? 0 : rounds_without_success_ + 1;
    if (moved_on) continue;
    const MonotonicTime now = clock.monotonic_now();
    if (now >= until) break;
    wait(std::min(until, now + pause_between(rounds_without_success_, left_until_soonest())), stop);
  }
  if (const auto& refused = calls_.refused_by_service()) {
    blindness_ = *refused;
    for (Target* target : on_the_clock()) target->detail = *refused;
  }
  tools_.ledger.save();
}

void Freeze::end() {
  end_targets();
  const auto rows = stopped();
  const bool is_well = is_done_ && blindness_.empty() && are_all_off(rows);
  close_order(is_well    ? Outcome::kApplied
              : is_done_ ? Outcome::kRefused
                         : Outcome::kWithdrawn,
              freeze_text(order_, rows, blindness_));
}

void Freeze::hand_on() {
  if (is_done_) return end();
  end_targets();
}

void Freeze::end_targets() {
  for (auto& [id, target] : targets_) {
    if (target.state == State::kOnTheClock && !target.may_have_landed) unmark(target);
    end_intent(target, Outcome::kUnknown, target.detail.empty() ? "it was given up" : target.detail);
  }
}

bool Freeze::leave(const Handle& handle, const std::optional<CampaignId>& id) {
  // Else the next look would find it again by its entry's name.
  bool was_named = handles_to_find_.erase(handle) > 0;
  if (const auto named = id ? named_.find(*id) : named_.end(); named != named_.end()) {
    std::erase_if(handles_to_find_, [&](const auto& sought) { return sought.second == named->second; });
    named_.erase(named);
    was_named = true;
  }
  if (was_named) keep_order_open();
  const auto target = id ? targets_.find(*id) : targets_.end();
  if (target == targets_.end()) return was_named;
  end_intent(target->second, Outcome::kUnknown, "it is not to be stopped any more");
  targets_.erase(target);
  return was_named;
}

void Freeze::wait(MonotonicTime until, const std::stop_token& stop) {
  while (!stop.stop_requested() && tools_.ports.clock.monotonic_now() < until) tools_.ports.transport.await(until);
}

// What was under way for whom it went for: nothing for a name that means no campaign, nor for one that has started.
bool Freeze::may_yet_land() const {
  if (order_.names.empty() || !handles_to_find_.empty()) return true;
  return std::any_of(targets_.begin(), targets_.end(), [](const auto& each) {
    return each.second.state == State::kOnTheClock || each.second.state == State::kOff;
  });
}

std::vector<Freeze::Target*> Freeze::on_the_clock() {
  std::vector<Target*> found;
  for (auto& [id, target] : targets_) {
    if (target.state == State::kOnTheClock && !target.gave_up) found.push_back(&target);
  }
  std::stable_sort(found.begin(), found.end(), [](const Target* a, const Target* b) {
    return a->was.value_or(WallTime::max()) < b->was.value_or(WallTime::max());
  });
  return found;
}

milliseconds Freeze::left_until_soonest() {
  const auto pending = on_the_clock();
  if (pending.empty() || !pending.front()->was) return kLongestBackoff * 4;
  return *pending.front()->was - tools_.ports.clock.wall_now();
}

std::vector<Stopped> Freeze::stopped() const {
  std::vector<Stopped> rows;
  for (const auto& [id, target] : targets_) {
    Stopped row{id, target.handle, target.name, target.was, target.state == State::kOff, target.detail};
    if (target.state == State::kOnTheClock && row.detail.empty()) row.detail = "it was not tried yet";
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Stopped& a, const Stopped& b) {
    return a.was.value_or(WallTime::max()) < b.was.value_or(WallTime::max());
  });
  for (const auto& [name, why] : not_found_) {
    rows.push_back({std::nullopt, std::nullopt, name, std::nullopt, false, why});
  }
  return rows;
}

namespace {

// Past the rate limit, and each call once: what fails is tried again in the next round, which starts with a look.
ApiSettings for_a_stop(ApiSettings api) {
  api.requests_per_second = 0;
  api.retries = 0;
  return api;
}

// Doubling up to half a minute; shorter where a campaign starts meanwhile.
milliseconds pause_between(int rounds, milliseconds left) {
  milliseconds span = kFirstBackoff;
  for (int i = 1; i < rounds && span < kLongestBackoff; ++i) span *= 2;
  return std::clamp<milliseconds>(left / 4, kFirstBackoff, std::min(span, kLongestBackoff));
}

}  // namespace
}  // namespace campaignd
