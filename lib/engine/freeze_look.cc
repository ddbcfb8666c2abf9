// What a freeze goes for: what the service lists as scheduled and is in its scope; and where the service does not
// answer, what memory knows to be on the clock.
#include <utility>

#include "core/sends.h"
#include "engine/freeze.h"
#include "engine/pages.h"

namespace campaignd {
namespace {

// So much of the time that is left may be spent on a look before a disarm that could leave at once.
constexpr int kTimeoutsForALook = 6;

}  // namespace

// False where it is not known what is on the clock; then what memory knows is gone for.
bool Freeze::look(Paging paging) {
  looked_at_ = tools_.ports.clock.wall_now();
  std::set<CampaignId> listed;
  std::optional<std::string> failure;
  unreadable_.clear();
  if (would_wait_too_long()) {
    failure = "the service asks to wait";
  } else {
    failure = read_scheduled(paging, listed);
  }
  if (failure) {
    blindness_ = "what is on the clock could not be read: " + *failure;
    go_by_memory();
    return false;
  }
  blindness_ = unreadable_;
  ask_for_unlisted(listed);
  find_drafts_by_name();
  return true;
}

// A named entry of which the campaign is not on the clock: which draft it is has to be known, so that it stays off.
void Freeze::find_drafts_by_name() {
  std::map<Handle, std::string> missing;
  for (const auto& each : handles_to_find_) {
    if (!is_found(each.first)) missing.insert(each);
  }
  if (missing.empty()) return;
  const Finished answer =
      calls_.finish({.call = ListCampaigns{CampaignStatus::kDraft, {}}, .urgency = {}, .starts_at = {}});
  const auto* drafts = answer.result ? std::get_if<CampaignList>(&*answer.result) : nullptr;
  if (drafts != nullptr) {
    for (const ObservedCampaign& draft : drafts->campaigns) {
      const auto handle = handles_by_name_.contains(draft.name) ? handle_of(draft) : std::nullopt;
      if (!handle || !missing.contains(*handle)) continue;
      Target& target = target_for(draft.id);
      target.handle = handle;
      target.name = draft.name;
      target.seen = draft;
      named_.emplace(draft.id, missing.at(*handle));
      is_off(target, draft, By::kLook);
      mark(target);
    }
  }
  for (const auto& [handle, name] : missing) {
    not_found_.erase(name);
    if (!is_found(handle)) {
      not_found_.emplace(name, "no draft or scheduled campaign that its entry may mean was found");
    }
  }
}

// Whether the service holds reads back while a campaign that is known starts.
bool Freeze::would_wait_too_long() {
  const auto held = calls_.held_until();
  if (!held) return false;
  const auto left = std::chrono::ceil<milliseconds>(*held - tools_.ports.clock.monotonic_now());
  const auto pending = on_the_clock();
  return !pending.empty() && pending.front()->was && *pending.front()->was <= looked_at_ + left;
}

std::optional<std::string> Freeze::read_scheduled(Paging paging, std::set<CampaignId>& listed) {
  std::vector<ObservedCampaign> found;
  for (int page = 1; page <= kMostPages; ++page) {
    ListCampaigns list{CampaignStatus::kScheduled, {}};
    if (paging == Paging::kPages) list.page = page;
    const Finished answer = calls_.finish({.call = list, .urgency = {}, .starts_at = {}});
    if (!answer.result) return answer.result.error().detail;
    const auto* got = std::get_if<CampaignList>(&*answer.result);
    if (got == nullptr) return "the service answered something else";
    take_unreadable(got->unreadable, listed);
    std::size_t fresh = 0;
    for (const ObservedCampaign& campaign : got->campaigns) {
      if (!listed.insert(campaign.id).second) continue;
      ++fresh;
      found.push_back(campaign);
    }
    const std::size_t length = got->campaigns.size() + got->unreadable.size();
    if (paging == Paging::kWhole || length < kPageLength || fresh == 0) break;
  }
  left_on_the_clock_ = 0;
  for (const ObservedCampaign& campaign : found) {
    if (campaign.status != CampaignStatus::kScheduled) continue;
    if (is_in_scope(campaign)) {
      take_scheduled(campaign);
    } else if (order_.names.empty() && !campaign.is_sample) {
      ++left_on_the_clock_;
    }
  }
  return std::nullopt;
}

void Freeze::take_scheduled(const ObservedCampaign& campaign) {
  Target& target = target_for(campaign.id);
  const bool is_back = target.state == State::kOff;
  const bool is_news = target.state != State::kOnTheClock;
  target.handle = handle_of(campaign);
  target.name = campaign.name;
  target.seen = campaign;
  target.was = campaign.scheduled_for;
  target.is_guess = false;
  target.state = State::kOnTheClock;
  if (is_news) target.detail = is_back ? "somebody put it back on the clock" : "";
  if (target.handle && handles_to_find_.contains(*target.handle)) {
    named_.emplace(target.id, handles_to_find_.at(*target.handle));
    not_found_.erase(handles_to_find_.at(*target.handle));
  }
  if (campaign.is_sample) {
    target.gave_up = true;
    target.detail = "sample campaigns cannot be edited";
  }
}

// What cannot be read is taken off by its id, where that is known and in scope.
void Freeze::take_unreadable(const std::vector<UnreadableRecord>& records, std::set<CampaignId>& listed) {
  for (const UnreadableRecord& record : records) {
    if (!record.id) {
      unreadable_ = "a scheduled campaign in the service's list could not be read: " + record.detail;
      continue;
    }
    ObservedCampaign campaign{.id = *record.id};
    campaign.name = record.name.value_or("");
    campaign.status = CampaignStatus::kScheduled;
    listed.insert(campaign.id);
    if (is_in_scope(campaign)) take_scheduled(campaign);
  }
}

// The lists do not tell; what was last seen on the clock is on it for all that is known.
void Freeze::go_by_memory() {
  const WallTime now = tools_.ports.clock.wall_now();
  for (auto& [id, target] : targets_) {
    if (target.state != State::kOnTheClock || !target.was || now < *target.was) continue;
    ended(target, "its time came before it could be taken off the clock, and it could not be looked at since",
          /*is_sent=*/true);
  }
  for (const auto& [id, known] : tools_.ledger.memory().campaigns) {
    Schedule at;
    if (known.seen->status == CampaignStatus::kScheduled) at = known.seen->scheduled_for;
    if (known.arming) at = known.arming->to;
    if (!at || *at <= now || targets_.contains(id) || !is_in_scope(*known.seen)) continue;
    Target& target = target_for(id);
    target.handle = handle_of(*known.seen);
    target.name = known.seen->name;
    target.was = at;
  }
  for (const auto& [id, name] : named_) {
    Target& target = target_for(id);
    if (const auto handle = handle_by_id_.find(id); handle != handle_by_id_.end()) target.handle = handle->second;
  }
  for (auto& [id, target] : targets_) {
    if (target.state != State::kOnTheClock || target.may_have_landed) continue;
    target.is_guess = true;
    target.was_asked = false;
  }
}

// No list shows it, and no stop reaches it; but who stops everything takes what he is told for the whole.
void Freeze::count_what_is_being_sent() {
  being_sent_ = 0;
  if (!order_.names.empty()) return;
  const Memory& memory = tools_.ledger.memory();
  const WallTime now = tools_.ports.clock.wall_now();
  std::set<CampaignId> ids = may_be_being_sent(memory, now);
  // Somebody may have started one before its time.
  for (const auto& [id, known] : memory.campaigns) {
    const CampaignStatus status = known.seen->status;
    const bool may_run = status == CampaignStatus::kScheduled || status == CampaignStatus::kRunning;
    if (may_run && is_in_scope(*known.seen)) ids.insert(id);
  }
  for (const DesiredCampaign& entry : entries_) {
    const bool has_come = entry.id && entry.scheduled_for && may_be_at_work(entry.scheduled_for->value, now);
    if (has_come && memory.find(entry.id->value) == nullptr) ids.insert(entry.id->value);
  }
  std::set<Ticket> asked;
  for (const CampaignId id : ids) {
    if (!targets_.contains(id))
      asked.insert(calls_.start(CallOrder{.call = GetCampaign{id}, .urgency = {}, .starts_at = {}}));
  }
  while (const auto answer = calls_.next()) {
    if (!asked.contains(answer->ticket) || !answer->result) continue;
    const auto* seen = std::get_if<ObservedCampaign>(&*answer->result);
    if (seen != nullptr && seen->status == CampaignStatus::kRunning && !seen->is_sample) ++being_sent_;
  }
}

// Once a round, and all at once: a person may have taken it off before us, and then it is not ours. Where its start is
// near, or no answer comes, its disarm leaves all the same.
void Freeze::ask_about_guesses() {
  const WallTime near = tools_.ports.clock.wall_now() + kTimeoutsForALook * api_.timeout;
  std::map<Ticket, CampaignId> asked;
  for (Target* target : on_the_clock()) {
    if (!target->is_guess || std::exchange(target->was_asked, true)) continue;
    if (target->was && *target->was <= near) continue;
    CallOrder order{.call = GetCampaign{target->id}, .urgency = target->was, .starts_at = target->was};
    order.priority = Priority::kDisarm;
    asked.emplace(calls_.start(std::move(order)), target->id);
  }
  while (const auto answer = calls_.next()) {
    if (const auto of = asked.find(answer->ticket); of != asked.end()) take_single(of->second, *answer);
  }
}

Freeze::Target& Freeze::target_for(CampaignId id) {
  return targets_.emplace(id, Target{.id = id}).first->second;
}

// What was to be taken off and is not listed any more is off, has started, or is gone; what the order names may be a
// draft already.
void Freeze::ask_for_unlisted(const std::set<CampaignId>& listed) {
  std::map<Ticket, CampaignId> asked;
  const auto ask = [&](CampaignId id, const Schedule& was) {
    CallOrder order{.call = GetCampaign{id}, .urgency = was, .starts_at = was};
    order.priority = Priority::kDisarm;
    asked.emplace(calls_.start(std::move(order)), id);
  };
  for (const auto& [id, target] : targets_) {
    if (target.state == State::kOnTheClock && !listed.contains(id)) ask(id, target.was);
  }
  for (const auto& [id, name] : named_) {
    if (!targets_.contains(id)) ask(id, std::nullopt);
  }
  while (const auto answer = calls_.next()) {
    if (const auto of = asked.find(answer->ticket); of != asked.end()) take_single(of->second, *answer);
  }
}

void Freeze::take_single(CampaignId id, const Finished& answer) {
  Target& target = target_for(id);
  if (const auto handle = handle_by_id_.find(id); handle != handle_by_id_.end()) target.handle = handle->second;
  if (!answer.result) {
    const CallFailure& failure = answer.result.error();
    if (failure.kind == FailureKind::kNotFound) return ended(target, "no such campaign", /*is_sent=*/false);
    target.detail = failure.detail;
    return;
  }
  const auto* seen = std::get_if<ObservedCampaign>(&*answer.result);
  if (seen == nullptr || seen->id != id) return;
  target.name = seen->name;
  target.seen = *seen;
  if (seen->status == CampaignStatus::kScheduled) return take_scheduled(*seen);
  if (seen->status == CampaignStatus::kDraft) {
    is_off(target, *seen, By::kLook);
  } else if (is_over(seen->status)) {
    ended(target, "it was sent before it could be stopped", /*is_sent=*/true);
  } else if (has_started(seen->status)) {
    ended(target, "it started before it could be stopped; what has started cannot be called back", /*is_sent=*/true);
  } else {
    target.detail = "the service calls its status '" + seen->status_text + "'";
  }
}

}  // namespace campaignd
