// The end of a pause or a freeze, and of a copied directory's silence; and what a freeze took away put back.
#include <algorithm>
#include <map>
#include <utility>

#include "core/difference.h"
#include "core/make_plan.h"
#include "core/record_words.h"
#include "core/remember.h"
#include "engine/apply.h"
#include "engine/service_state.h"

namespace campaignd {
namespace {

bool is_touched_by_freeze(const CampaignMemory& campaign) {
  return campaign.frozen || campaign.freeze_took;
}

std::string listed(const std::vector<std::string>& names);
std::string left_off_text(const std::string& name, WallTime was);
std::string stays_off_text(const std::vector<std::string>& left_off);

}  // namespace

// Made once for all that are looked up, of which there may be thousands.
class Service::State::Entries {
 public:
  Entries(const DesiredState* desired, const Memory& memory) {
    if (desired == nullptr) return;
    for (const DesiredCampaign& entry : desired->campaigns) {
      if (const auto id = campaign_of(entry, memory)) by_id_.emplace(*id, &entry);
    }
  }

  [[nodiscard]] const DesiredCampaign* find(CampaignId id) const {
    const auto entry = by_id_.find(id);
    return entry == by_id_.end() ? nullptr : entry->second;
  }
  [[nodiscard]] bool schedules(CampaignId id) const {
    const DesiredCampaign* entry = find(id);
    return entry != nullptr && !entry->suspend && entry->scheduled_for && entry->scheduled_for->value;
  }
  [[nodiscard]] std::string name_of(CampaignId id) const {  // its handle, else its id
    const DesiredCampaign* entry = find(id);
    return entry != nullptr ? entry->handle.str() : id.str();
  }

 private:
  std::map<CampaignId, const DesiredCampaign*> by_id_;
};

bool Service::State::is_named(CampaignId id) const {
  return Entries(revisions.in_force(), ledger.memory()).find(id) != nullptr;
}

OrderAnswer Service::State::obey(const ResumeOrder& order, const Command& command) {
  const Memory& memory = ledger.memory();
  const bool was_clone = memory.is_clone;
  const std::optional<Pause> before = memory.pause;
  revisions.distrust();  // what the file says now decides what is put back
  revisions.load();

  ledger.keep_to_yourself(false);  // of a copy too: this is the word that it waits for
  const bool ended_any = end_all_freezes();
  const Entries entries(revisions.in_force(), memory);
  MemoryChanges changes;
  std::vector<CampaignId> taken;
  // Who resumed without --restore, and reads in the answer what that left off, may still want it.
  const auto left_off_before = std::exchange(left_off_last_time, {});
  const bool is_second_thought = order.restore && !before && !was_clone &&
                                 std::none_of(memory.campaigns.begin(), memory.campaigns.end(),
                                              [](const auto& each) { return is_touched_by_freeze(each.second); });
  for (const auto& [id, was] : left_off_before) {
    const CampaignMemory* known = memory.find(id);
    if (!is_second_thought || (known != nullptr && known->seen->status != CampaignStatus::kDraft)) continue;
    CampaignMemory next = known != nullptr ? *known : CampaignMemory{ObservedCampaign{.id = id}};
    next.freeze_took = was;
    changes.campaigns.push_back({id, std::move(next)});
    taken.push_back(id);
  }
  std::vector<std::string> left_off;
  std::vector<std::string> still_frozen;
  bool lifts = ended_any;
  for (const auto& [id, campaign] : memory.campaigns) {
    if (!is_touched_by_freeze(campaign)) continue;
    // Who ends a pause may not know of the one campaign that somebody else stopped by its name.
    if (campaign.frozen && (before || was_clone)) {
      const bool is_on_the_clock = campaign.seen->status == CampaignStatus::kScheduled;
      still_frozen.push_back(entries.name_of(id) + (is_on_the_clock ? " (NOT off the clock)" : ""));
      continue;
    }
    lifts |= campaign.frozen.has_value();
    if (campaign.freeze_took) taken.push_back(id);
    const bool is_off = campaign.seen->status == CampaignStatus::kDraft;
    if (campaign.freeze_took && is_off && !entries.schedules(id)) {
      left_off.push_back(left_off_text(entries.name_of(id), *campaign.freeze_took));
      if (!order.restore) left_off_last_time.emplace(id, *campaign.freeze_took);
    }
    CampaignMemory next = without_freeze(campaign);
    if (order.restore) next.freeze_took = campaign.freeze_took;  // until it is back, or cannot be
    changes.campaigns.push_back({id, std::move(next)});
  }
  if (!was_clone && !before && !lifts && (taken.empty() || !order.restore)) {
    // Nothing has changed: what the one before left off is left off still.
    for (const auto& [id, was] : left_off_before) {
      const CampaignMemory* known = memory.find(id);
      if (known != nullptr && known->seen->status != CampaignStatus::kDraft) continue;
      if (!left_off_last_time.emplace(id, was).second || entries.schedules(id)) continue;
      left_off.push_back(left_off_text(entries.name_of(id), was));
    }
    if (ledger.is_durable()) return {true, "nothing was paused or frozen" + stays_off_text(left_off), {}};
    return {false, "whether anything is paused or frozen is not known: " + ledger.failure(), {}};
  }
  if (before) changes.pause = std::optional<Pause>();
  if (was_clone) changes.is_clone = false;
  ledger.change(std::move(changes));
  const std::string action = std::string(record_word::kResume) + (order.restore ? " --restore" : "");
  Record record = order_record(RecordKind::kResume, action, command);
  if (before) record.reason = before->freeze ? record_word::kFreeze : record_word::kPause;
  if (was_clone) record.reason = "clone";
  record.detail = before ? "it was told by " + before->person + ": " + before->reason : "";
  ledger.add(std::move(record));
  const bool is_stored = ledger.save();

  std::string message = before ? (before->freeze ? "the freeze by " : "the pause by ") + before->person + " is over"
                               : std::string(was_clone ? "" : "nothing is frozen any more");
  if (was_clone) message += (message.empty() ? "" : "; ") + std::string("this state directory is this machine's now");
  Event event;
  event.kind = EventKind::kResumed;
  event.action = action;
  event.message = message + ", told by " + command.person;
  teller.say(std::move(event));

  message += not_stored();
  if (!still_frozen.empty()) {
    message += "; still frozen by name: " + listed(still_frozen) +
               " (`campaignctl rearm HANDLE`, or `campaignctl resume` once more)";
  }
  if (order.restore) {
    const Restored restored = restore(taken, entries, command.stop);
    if (!restored.back.empty()) message += "; back on the clock: " + listed(restored.back);
    if (!restored.not_back.empty()) message += "; NOT back on the clock: " + listed(restored.not_back);
  } else {
    message += stays_off_text(left_off);
  }
  return {is_stored && ledger.is_durable(), message, {}};
}

void Service::State::forget_taken(CampaignId id) {
  CampaignMemory next = *ledger.memory().find(id);
  next.freeze_took.reset();
  ledger.change(id, std::move(next));
}

// A person wants it sent though its entry was removed: policy.onRemove has no say in it any more.
void Service::State::forget_entry(CampaignId id) {
  CampaignMemory next = *ledger.memory().find(id);
  next.named_by.reset();
  ledger.change(id, std::move(next));
}

Service::State::Restored Service::State::restore(const std::vector<CampaignId>& taken, const Entries& entries,
                                                 const std::stop_token& stop) {
  Restored restored;
  DesiredState wish;
  if (const DesiredState* desired = revisions.in_force()) wish.revision = desired->revision;
  for (const CampaignId id : taken) {
    const DesiredCampaign* entry = entries.find(id);
    const bool stays_off = entry != nullptr && entry->asks_for_a_stop();
    if (stays_off) restored.not_back.push_back(entries.name_of(id) + " (the file wants it off the clock)");
    if (stays_off || entries.schedules(id)) {
      forget_taken(id);
      continue;
    }
    const WallTime at = *ledger.memory().find(id)->freeze_took;
    DesiredCampaign wanted{entry != nullptr ? entry->handle : Handle::parse(id.text()).value()};
    wanted.id = Wanted<CampaignId>{id, {}, id.str()};
    wanted.scheduled_for = Wanted<Schedule>{at, {}, to_rfc3339(at)};
    if (entry != nullptr) wanted.own_keys = entry->own_keys;
    if (entry != nullptr) wanted.timezone = entry->timezone;
    wish.campaigns.push_back(std::move(wanted));
  }
  if (!wish.campaigns.empty()) put_back(std::move(wish), entries, stop, restored);
  ledger.save();
  return restored;
}

// What somebody put on the clock meanwhile goes out when he said.
void Service::State::leave_what_is_back(DesiredState& wish, const Observation& observed, const Entries& entries,
                                        Restored& restored) {
  std::erase_if(wish.campaigns, [&](const DesiredCampaign& wanted) {
    const CampaignId id = wanted.id->value;
    const ObservedCampaign* there = observed.find(id);
    const Schedule at = there != nullptr ? schedule_of(*there) : std::nullopt;
    if (!at || at == wanted.scheduled_for->value) return false;
    restored.not_back.push_back(entries.name_of(id) + " (it is on the clock already, for " + to_rfc3339(*at) + ")");
    forget_taken(id);
    return true;
  });
}

// By the way that a file's own changes go, as if one named these campaigns with the times that they had: looked at
// afresh, asked of every rule but the budget (a person told it just now), remembered before it leaves.
void Service::State::put_back(DesiredState wish, const Entries& entries, const std::stop_token& stop,
                              Restored& restored) {
  calls.begin(stop);
  const Observer::Question question{wish, ledger.memory(), settings.policy, {}};
  Observation observed = observer.observe(question);
  observer.complete(question, observed);
  observer.refresh_before_write(settings.policy, observed);
  const auto plan_now = [&] {
    return make_plan({wish, observed, observer.catalog(), ledger.memory(), settings.policy}, ports.clock.wall_now());
  };
  leave_what_is_back(wish, observed, entries, restored);
  Plan plan = plan_now();
  plan.held.reset();
  Applied applied;
  if (!settings.reconcile.dry_run)
    applied = Deliveries(
                  {.desired = wish,
                   .observed = observed,
                   .catalog = observer.catalog(),
                   .plan = plan,
                   .settings = settings,
                   .ledger = ledger,
                   .calls = calls,
                   .aftermath = aftermath,
                   .clock = ports.clock,
                   .teller = teller,
                   .chance = chance,
                   .source_stands = [this](bool is_requested_disarm) { return revisions.stands(is_requested_disarm); }})
                  .run();
  plan = plan_now();
  for (std::size_t i = 0; i < plan.entries.size(); ++i) {
    const PlanEntry& entry = plan.entries[i];
    const CampaignId id = wish.campaigns[i].id->value;
    const std::string name = entries.name_of(id);
    const bool is_back = entry.action == Action::kUnchanged && entry.scheduled_for;
    const bool is_late = entry.reason == "past" || entry.action == Action::kImmutable;
    if (is_back) restored.back.push_back(std::string(name).append(" at ").append(to_rfc3339(*entry.scheduled_for)));
    if (is_back || is_late) forget_taken(id);
    if (is_back && entries.find(id) == nullptr) forget_entry(id);
    if (is_back) continue;
    const auto failed = applied.failed.find(id);
    std::string why = failed != applied.failed.end() ? failed->second.detail : entry.detail;
    if (why.empty() && calls.refused_by_service()) why = *calls.refused_by_service();
    if (why.empty() && !ledger.is_durable()) why = ledger.failure();
    if (why.empty()) why = settings.reconcile.dry_run ? "dry run" : "it did not pass; `campaignctl history` tells more";
    restored.not_back.push_back(std::string(name).append(" (").append(why).append(")"));
  }
}

namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : ", ").append(name);
  return text;
}

std::string left_off_text(const std::string& name, WallTime was) {
  return name + " (was to go out at " + to_rfc3339(was) + ")";
}

std::string stays_off_text(const std::vector<std::string>& left_off) {
  if (left_off.empty()) return "";
  return "; what the file does not schedule stays off the clock: " + listed(left_off) +
         "; `campaignctl resume --restore` puts " + (left_off.size() == 1 ? "it" : "them") + " back too";
}

}  // namespace
}  // namespace campaignd
