// How a freeze takes off the clock what it goes for: remembered first, then written; and what it makes of each answer.
#include <utility>

#include "core/record_words.h"
#include "engine/freeze.h"

namespace campaignd {

// All of them, at once as far as `concurrency` lets them: the marks and intents of all in one transaction first.
void Freeze::disarm_all() {
  Ledger& ledger = tools_.ledger;
  ask_about_guesses();
  ledger.take_in();
  const auto pending = on_the_clock();
  for (Target* target : pending) prepare(*target);
  // What could not be stored keeps no disarm from leaving; it is tried again behind them.
  const bool is_durable = ledger.is_durable();
  if (is_durable) ledger.save();
  leaving_.clear();
  for (Target* target : pending) {
    CallOrder order{.call = PatchCampaign{target->id, Patch{.schedule = Schedule{}}},
                    .urgency = target->was,
                    .starts_at = target->was};
    order.priority = Priority::kDisarm;
    leaving_.emplace(calls_.start(std::move(order)), target->id);
  }
  calls_.guard_writes([this](Ticket ticket) { return may_leave(ticket); });
  while (const auto finished = calls_.next()) {
    const auto of = leaving_.find(finished->ticket);
    if (of != leaving_.end()) take_answer(targets_.at(of->second), *finished);
  }
  calls_.guard_writes(nullptr);
  if (!is_durable) ledger.save();
}

// Never to one that has started, by our clock or, where that is ahead, by what the service said a moment ago.
bool Freeze::may_leave(Ticket ticket) {
  const Target& target = targets_.at(leaving_.at(ticket));
  return !target.was || tools_.ports.clock.wall_now() < *target.was || (*target.was <= looked_at_ && !target.is_guess);
}

void Freeze::take_answer(Target& target, const Finished& finished) {
  target.attempts += finished.attempts;
  if (finished.result) {
    const auto* seen = std::get_if<ObservedCampaign>(&*finished.result);
    if (seen != nullptr && seen->id == target.id && seen->status == CampaignStatus::kDraft) {
      return is_off(target, *seen, By::kOurAnswer);
    }
    target.may_have_landed = true;
    target.detail = "the service answered, and the answer does not show it off the clock";
    return;
  }
  const CallFailure& failure = finished.result.error();
  const bool waits_still = finished.due && !target.detail.empty();
  const bool is_news = target.detail != failure.detail && !waits_still;
  target.detail = failure.detail;
  target.may_have_landed |= failure.kind == FailureKind::kEffectUnknown;
  is_key_refused_ |= failure.kind == FailureKind::kUnauthorized;
  if (failure.kind == FailureKind::kNotFound) return ended(target, "it no longer exists", /*is_sent=*/false);
  if (failure.kind == FailureKind::kForbidden) {
    target.gave_up = true;
    end_intent(target, Outcome::kRefused, failure.detail);
  }
  if (is_news && failure.kind != FailureKind::kWithheld) {
    tell(target, EventLevel::kError, EventKind::kFailed,
         failure.detail + (target.gave_up ? "; it is NOT off the clock" : "; it is tried again until its start"));
  }
}

void Freeze::is_off(Target& target, const ObservedCampaign& seen, By by) {
  const bool was_tried = target.intent.has_value();
  const bool is_done_by_us = was_tried && (by == By::kOurAnswer || target.may_have_landed);
  const bool is_ours = is_done_by_us && !target.is_guess;
  target.state = State::kOff;
  target.detail.clear();
  const CampaignMemory* known = tools_.ledger.memory().find(target.id);
  // Whoever else took it off: that is the service's to notice (rule 11).
  if (known != nullptr && is_ours) {
    CampaignMemory next = *known;
    ObservedCampaign off = next.was_ever_seen() ? *next.seen : seen;
    off.status = CampaignStatus::kDraft;
    off.status_text = to_text(CampaignStatus::kDraft);
    off.updated_at = seen.updated_at;
    next.seen = std::move(off);
    next.arming.reset();
    if (target.was) next.freeze_took = target.was;  // also where a look of the service came between
    tools_.ledger.change(target.id, std::move(next));
  }
  if (was_tried && !is_ours) unmark(target);
  end_intent(target, is_done_by_us ? Outcome::kApplied : Outcome::kWithdrawn,
             is_done_by_us ? order_.reason : "somebody else took it off the clock");
  if (is_done_by_us) tell(target, EventLevel::kInfo, EventKind::kApplied, "verified");
}

void Freeze::ended(Target& target, const std::string& why, bool is_sent) {
  const bool is_mistyped = !is_sent && !was_ever_seen(target);
  target.state = is_sent ? State::kStarted : is_mistyped ? State::kNeverSeen : State::kOff;
  target.detail =
      is_mistyped ? "the service has no campaign of this id, and none was ever seen; look for a typing error" : why;
  end_intent(target, Outcome::kRefused, why);
  if (is_sent) tell(target, EventLevel::kError, EventKind::kFailed, why);
}

// An id that a person mistyped means no campaign; the one that he meant goes out. What memory has of an id without a
// name is only that it was to be stopped.
bool Freeze::was_ever_seen(const Target& target) const {
  const CampaignMemory* known = tools_.ledger.memory().find(target.id);
  return target.seen || (known != nullptr && known->was_ever_seen());
}

// Remembered before its PATCH leaves: what is found off the clock afterwards is known for ours.
void Freeze::prepare(Target& target) {
  mark(target);
  if (target.intent) return;
  Record intent;
  intent.kind = RecordKind::kIntent;
  intent.at = tools_.ports.clock.wall_now();
  intent.revision = tools_.teller.revision;
  intent.handle = target.handle;
  intent.campaign = target.id;
  intent.action = record_word::kDisarm;
  intent.reason = record_word::kFreeze;
  intent.detail = order_.reason;
  if (target.was) intent.fields = {{Field::kScheduledFor, *target.was, std::monostate{}, Mark{}}};
  intent.patch = Patch{.schedule = Schedule{}};
  intent.intent = tools_.ledger.next_intent();
  intent.person = person_;
  tools_.ledger.add(intent);
  target.intent = std::move(intent);
}

void Freeze::mark(const Target& target) {
  const CampaignMemory* known = tools_.ledger.memory().find(target.id);
  CampaignMemory next = known != nullptr ? *known
                        : target.seen    ? CampaignMemory{*target.seen}
                                         : CampaignMemory{ObservedCampaign{.id = target.id}};
  if (named_.contains(target.id) && !next.frozen) next.frozen = tools_.ports.clock.wall_now();
  if (target.was && target.state == State::kOnTheClock && !target.is_guess) next.freeze_took = target.was;
  if (known != nullptr && next == *known) return;
  tools_.ledger.change(target.id, std::move(next));
}

// It did not come about by us.
void Freeze::unmark(const Target& target) {
  const CampaignMemory* known = tools_.ledger.memory().find(target.id);
  if (known == nullptr || !known->freeze_took || known->freeze_took != target.was) return;
  CampaignMemory next = *known;
  next.freeze_took.reset();
  tools_.ledger.change(target.id, std::move(next));
}

void Freeze::end_intent(Target& target, Outcome outcome, const std::string& detail) {
  if (!target.intent) return;
  Record record =
      outcome_of(*std::exchange(target.intent, std::nullopt), outcome, detail, tools_.ports.clock.wall_now());
  record.attempts = target.attempts;
  tools_.ledger.add(std::move(record));
}

void Freeze::tell(const Target& target, EventLevel level, EventKind kind, std::string message) const {
  Event event;
  event.level = level;
  event.kind = kind;
  event.message = std::move(message);
  event.handle = target.handle;
  event.campaign = target.id;
  event.action = record_word::kDisarm;
  event.reason = record_word::kFreeze;
  if (target.was) event.fields = {{Field::kScheduledFor, *target.was, std::monostate{}, Mark{}}};
  event.attempt = target.attempts;
  tools_.teller.say(std::move(event));
}

}  // namespace campaignd
