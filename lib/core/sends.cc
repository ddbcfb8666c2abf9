#include "core/sends.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>
#include <variant>

#include "core/difference.h"
#include "core/policy/ask_alone.h"

namespace campaignd {
namespace {

class Listing {
 public:
  Listing(const Plan& plan, const Catalog* catalog, const PolicySettings& policy, const Memory& memory)
      : plan_(plan), catalog_(catalog), policy_(policy), memory_(memory) {
    for (const PlanEntry& entry : plan.entries) {
      if (entry.id) {
        entries_.emplace(*entry.id, &entry);
      } else if (!entry.name.empty()) {
        in_vain_.emplace(entry.name, &entry);
      }
    }
    for (const Unmanaged& each : plan.unmanaged) unmanaged_.emplace(each.id, &each);
  }

  void add(const ObservedCampaign& seen);
  std::vector<Send> in_order() &&;

 private:
  void take_entry(Send& send, const PlanEntry& entry) const;
  void judge(Send& send, const ObservedCampaign& seen) const;

  const Plan& plan_;
  const Catalog* catalog_;
  const PolicySettings& policy_;
  const Memory& memory_;
  std::map<CampaignId, const PlanEntry*> entries_;
  std::map<std::string, const PlanEntry*> in_vain_;  // several have the name, or not all could be looked at
  std::map<CampaignId, const Unmanaged*> unmanaged_;
  std::vector<Send> sends_;
};

std::optional<WallTime> time_after_change(const PlanEntry& entry);

}  // namespace

bool may_be_at_work(const Schedule& at, WallTime now) {
  return at && *at <= now && *at > now - std::chrono::hours(24);
}

std::set<CampaignId> may_be_being_sent(const Memory& memory, WallTime now) {
  std::set<CampaignId> ids;
  for (const auto& [id, known] : memory.campaigns) {
    const bool was_going_out =
        known.seen->status == CampaignStatus::kScheduled || known.seen->status == CampaignStatus::kRunning;
    if (was_going_out && may_be_at_work(known.seen->scheduled_for, now)) ids.insert(id);
  }
  return ids;
}

std::vector<Send> sends_of(const Plan& plan, const Observation& observed, const Catalog* catalog,
                           const PolicySettings& policy, const Memory& memory) {
  Listing listing(plan, catalog, policy, memory);
  for (const auto& [id, seen] : observed.campaigns) {
    const bool is_to_be_listed = is_editable(seen.status) || seen.status == CampaignStatus::kRunning;
    if (is_to_be_listed && !seen.is_sample) listing.add(seen);
  }
  return std::move(listing).in_order();
}

void stand_still(std::vector<Send>& sends, const Standstill& standstill) {
  if (!standstill.holds()) return;
  for (Send& send : sends) {
    if (send.outlook == Outlook::kToBeArmed) send.outlook = Outlook::kKeptOff;
    if (send.outlook != Outlook::kToBeDisarmed) continue;
    const bool is_asked_for = send.entry != nullptr;  // one that comes of a removal waits like every change
    if (!is_asked_for || !standstill.disarms) send.outlook = Outlook::kOnTheClock;
  }
}

bool goes_out(const Send& send) {
  return send.outlook == Outlook::kOnTheClock || send.outlook == Outlook::kToBeArmed;
}

bool is_until(const Send& send, WallTime end) {
  if (!send.at || *send.at <= end) return true;
  const auto moved =
      send.entry != nullptr && send.entry->action == Action::kUpdate ? time_after_change(*send.entry) : std::nullopt;
  return moved && *moved <= end;
}

namespace {

void Listing::add(const ObservedCampaign& seen) {
  Send send{.at = schedule_of(seen), .id = seen.id, .name = seen.name, .recipients = seen.recipients};
  send.status = seen.status_text.empty() ? std::string(to_text(seen.status)) : seen.status_text;
  if (const auto it = entries_.find(seen.id); it != entries_.end()) {
    take_entry(send, *it->second);
  } else if (const auto by_name = in_vain_.find(seen.name); by_name != in_vain_.end()) {
    take_entry(send, *by_name->second);
  }
  if (seen.status == CampaignStatus::kRunning) {
    send.outlook = Outlook::kBeingSent;
    send.at = seen.scheduled_for;
    send.started_at = seen.started_at;
    const CampaignMemory* const known = memory_.find(seen.id);
    if (send.entry == nullptr && known != nullptr) send.released_from = known->named_by;
    send.to_be_disarmed = false;
  }
  if (seen.status == CampaignStatus::kDraft) {
    const auto at = send.entry != nullptr ? time_after_change(*send.entry) : std::nullopt;
    if (!at) return;
    send.at = at;
    send.outlook = send.entry->action == Action::kUpdate ? Outlook::kToBeArmed : Outlook::kKeptOff;
  }
  if (const auto it = unmanaged_.find(seen.id); it != unmanaged_.end()) {
    send.released_from = it->second->released_from;
    send.to_be_disarmed = it->second->disarm;
  }
  if (send.to_be_disarmed) send.outlook = Outlook::kToBeDisarmed;
  judge(send, seen);
  sends_.push_back(std::move(send));
}

void Listing::take_entry(Send& send, const PlanEntry& entry) const {
  send.entry = &entry;
  send.to_be_disarmed = entry.is_requested_disarm;
  send.warnings = entry.warnings;
}

// As the policies would see it if nothing were changed; what the plan says of it already is not said twice.
void Listing::judge(Send& send, const ObservedCampaign& seen) const {
  const auto warn = [&](const std::string& rule, std::string detail) {
    const bool is_said =
        std::any_of(send.warnings.begin(), send.warnings.end(), [&](const Warning& each) { return each.rule == rule; });
    if (!is_said) send.warnings.push_back({rule, std::move(detail)});
  };
  const StartWish wish =
      with_what_stands({.start = send.at.value_or(plan_.now), .recipients = seen.recipients}, seen, catalog_);
  if (!seen.message_template) warn("template", "it has none");
  if (!seen.phone_number) warn("phoneNumber", "it has none");
  if (wish.message_template != nullptr) {
    send.message_template = wish.message_template->name + "/" + wish.message_template->language;
  } else if (seen.message_template) {
    const ObservedTemplate& given = *seen.message_template;
    send.message_template = given.name.empty() ? (given.id ? given.id->str() : "") : given.name + "/" + given.language;
    if (catalog_ != nullptr) warn("template", "the project's list does not have it, or has it more than once");
  }
  if (wish.number != nullptr) {
    send.phone_number = wish.number->number.shown();
  } else if (seen.phone_number) {
    const ObservedNumber& given = *seen.phone_number;
    send.phone_number = given.number.digits.empty() ? (given.id ? given.id->str() : "") : given.number.shown();
    if (catalog_ != nullptr) warn("phoneNumber", "the project's list does not have it, or has it more than once");
  }
  if (send.outlook == Outlook::kKeptOff) return;    // why it is kept off stands in its entry
  if (send.outlook == Outlook::kBeingSent) return;  // no rule keeps it any more
  if (!send.at) return warn("no-time", "the service says that it is scheduled, and gives no time");
  // An update was judged as it will be, by the planner.
  if (send.entry != nullptr && send.entry->action == Action::kUpdate) return;
  for (Verdict& verdict : ask_alone(wish, policy_)) {
    if (verdict.answer == Answer::kWarns || verdict.answer == Answer::kObjects)
      warn(verdict.rule, std::move(verdict.detail));
  }
}

std::vector<Send> Listing::in_order() && {
  const auto place_of = [](const Send& send) {
    return std::pair(send.outlook != Outlook::kBeingSent, send.at.value_or(WallTime::max()));
  };
  std::stable_sort(sends_.begin(), sends_.end(),
                   [&](const Send& a, const Send& b) { return place_of(a) < place_of(b); });
  return std::move(sends_);
}

std::optional<WallTime> time_after_change(const PlanEntry& entry) {
  const FieldChange* const change = entry.change_of(Field::kScheduledFor);
  const auto* const to = change == nullptr ? nullptr : std::get_if<WallTime>(&change->to);
  return to == nullptr ? std::nullopt : std::optional(*to);
}

}  // namespace
}  // namespace campaignd
