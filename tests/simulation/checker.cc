#include "checker.h"

#include <algorithm>
#include <variant>

namespace campaignd {
namespace {

// Within it every turn that is due has been taken, whatever went wrong before.
constexpr auto kTimeToAct = 2 * kInterval + 30min;
constexpr auto kClocksApart = 62s;
constexpr auto kLongReconcile = 15min;

std::string words_of(const Patch& patch) {
  std::string words;
  if (patch.schedule) words += *patch.schedule ? " at " + to_rfc3339(**patch.schedule) : std::string(" off the clock");
  if (patch.name) words += " name";
  if (patch.template_id) words += " template " + patch.template_id->str();
  if (patch.phone_number_id) words += " number " + patch.phone_number_id->str();
  return words;
}

}  // namespace

void Checker::arrives(const ApiCall& call) {
  if (const auto* list = std::get_if<ListCampaigns>(&call); list != nullptr && list->page.value_or(1) == 1) {
    changed_.clear();
    if (list->status == CampaignStatus::kScheduled) patched_since_.clear();
  }
  const auto* patch = std::get_if<PatchCampaign>(&call);
  if (patch == nullptr) return;
  scene_.story.tell("PATCH " + patch->id.str() + words_of(patch->patch));
  const auto& campaigns = world_.api.project.campaigns();
  const auto there = campaigns.find(patch->id);
  if (there != campaigns.end()) {
    check(*patch, there->second);
  } else if (shown_.contains(patch->id) || truth_.stops) {
    check_journal(*patch);  // somebody deleted it a moment ago, or a freeze sees nothing
  } else {
    violated("a PATCH for a campaign that nobody has");
  }
  patched_since_.insert(patch->id);
}

void Checker::is_answered(const ApiCall& call, const Reply& reply) {
  if (!reply.result) {
    truth_.is_disturbed();
    const auto* patch = std::get_if<PatchCampaign>(&call);
    if (patch != nullptr && reply.http_status >= 400 && reply.http_status < 500) refused_.insert(patch->id);
    return;
  }
  const auto is_shown = [&](const ObservedCampaign& campaign) {
    shown_.insert_or_assign(campaign.id, campaign);
    shown_at_.insert_or_assign(campaign.id, world_.clock.monotonic_now());
  };
  if (const auto* one = std::get_if<ObservedCampaign>(&*reply.result)) is_shown(*one);
  if (const auto* list = std::get_if<CampaignList>(&*reply.result)) std::ranges::for_each(list->campaigns, is_shown);
}

// The network did it, not the service: nothing is asked of it. From now on the campaign is what nobody set last.
void Checker::is_delivered_again(const PatchCampaign& call) {
  scene_.story.tell("the network delivers again: PATCH " + call.id.str() + words_of(call.patch));
  patched_since_.erase(call.id);
  if (call.patch.schedule) truth_.taken_off.erase(call.id);
}

// Rule 5: a stop that the file asks for is not late. What the service refused is not asked for again.
void Checker::starts(const ObservedCampaign& campaign) {
  // A resume may be lost with the disk that could not store it.
  if (!truth_.is_in_force_for_sure || truth_.is_clone || world_.journal.memory().is_clone) return;
  const bool is_asked_for = std::ranges::any_of(truth_.in_play().back(), [&](const auto& one) {
    return campaign_id(one.first) == campaign.id && one.second.asks_for_a_stop();
  });
  if (!is_asked_for || refused_.contains(campaign.id)) return;
  const MonotonicTime quiet_since = std::max(truth_.undisturbed_since(), truth_.in_force_since());
  const bool had_time =
      world_.clock.monotonic_now() - quiet_since > kTimeToAct && scene_.now() - *campaign.updated_at > kTimeToAct;
  if (had_time) violated(campaign.name + " goes out, though the file has long asked to take it off");
}

void Checker::check(const PatchCampaign& call, const ObservedCampaign& there) {
  // Whose state cannot be read nobody knows for a copy, and then a stop is the lesser evil.
  const bool may_stop = call.patch.is_disarm() && (truth_.stops || truth_.disk_fails);
  if (truth_.is_clone && !may_stop) violated("a PATCH of a copy on another machine");
  check_journal(call);
  check_body(call.patch, there);
  if (has_started(there.status) && was_shown(there) && !truth_.stops)
    violated("a PATCH for a campaign that has started");
  if (!call.patch.is_disarm()) check_change(call, there);
  check_orders(call);
  if (truth_.stops || truth_.restores) return;
  const auto shown = shown_at_.find(call.id);
  const bool was_looked_at = shown != shown_at_.end() && world_.clock.monotonic_now() - shown->second <= kLongReconcile;
  if (!was_looked_at) violated("a PATCH for a campaign that was not looked at before");
  if (call.patch.is_disarm()) check_disarm(there);
  for (auto version = truth_.in_play().rbegin(); version != truth_.in_play().rend(); ++version) {
    for (const auto& [n, entry] : *version) {
      if (campaign_id(n) == call.id) return check_entry(call, there, entry);
    }
  }
  if (call.patch.is_disarm() && policy_.on_remove == OnRemove::kDisarm) return;
  violated("a PATCH for a campaign that no file names");
}

// A stop may leave unrecorded where nothing can be stored, or a copy keeps to itself; a change may not. A freeze does
// not wait for a journal that failed it a moment ago.
void Checker::check_journal(const PatchCampaign& call) {
  const bool may_not_be_stored = truth_.disk_fails || (truth_.stops && truth_.stores_late()) || truth_.is_clone;
  if (call.patch.is_disarm() && may_not_be_stored) return;
  const auto& records = world_.journal.records();
  const auto newest = std::find_if(records.rbegin(), records.rend(), [&](const Record& record) {
    return record.campaign == call.id && record.kind == RecordKind::kIntent;
  });
  if (newest == records.rend() || newest->patch != call.patch) violated("a PATCH of which the journal knows nothing");
}

void Checker::check_body(const Patch& patch, const ObservedCampaign& there) {
  if (patch.is_empty()) violated("an empty PATCH");
  if (patch.is_disarm() && (patch.name || patch.template_id || patch.phone_number_id || patch.category)) {
    violated("a disarm that does not travel alone");
  }
  if (!was_shown(there) || truth_.stops) return;  // a freeze that sees nothing takes off what may be on
  const bool same_start = patch.schedule && *patch.schedule
                              ? there.status == CampaignStatus::kScheduled && there.scheduled_for == **patch.schedule
                              : there.status == CampaignStatus::kDraft;
  if (patch.schedule && same_start) violated("a PATCH of a schedule that is as it should be");
  if (patch.name && *patch.name == there.name) violated("a PATCH of a name that is as it should be");
  if (patch.template_id && there.message_template->id == patch.template_id) {
    violated("a PATCH of a template that is as it should be");
  }
  if (patch.phone_number_id && there.phone_number->id == patch.phone_number_id) {
    violated("a PATCH of a number that is as it should be");
  }
}

void Checker::check_orders(const PatchCampaign& call) {
  if (call.patch.is_disarm()) {
    if (file_asks_to_take_off(call.id) || truth_.stops) return;
    const bool takes_off = policy_.on_remove == OnRemove::kDisarm || policy_.preflight == Preflight::kDisarm;
    if (!takes_off) violated("a disarm that neither the file nor a freeze asks for");
    if (truth_.paused) violated("a disarm that the file does not ask for, while it is paused");
    return;
  }
  if (std::chrono::abs(world_.api.clock_ahead) > kClocksApart) violated("a change while the clocks are apart");
  if (truth_.is_half_written) violated("a change while the file is half written");
  if (truth_.moved_unseen() && !truth_.restores) violated("a change of a file that does not say so any more");
  if (truth_.paused) violated("a change while it is paused or frozen");
  if (truth_.frozen.contains(call.id)) violated("a change of a campaign that was frozen by name");
  changed_.insert(call.id);
  const bool all_approved = std::ranges::includes(truth_.approved, changed_);
  if (std::ssize(changed_) > kMaxChanges && !all_approved && !truth_.restores) {
    violated("more changes than the budget has");
  }
}

void Checker::check_entry(const PatchCampaign& call, const ObservedCampaign& there, const Entry& entry) {
  if (entry.suspend && truth_.is_in_force_for_sure) violated("a PATCH for a suspended campaign");
  if (call.patch.is_disarm() || !call.patch.schedule) return;
  const auto off = truth_.taken_off.find(call.id);
  const Entry* latest = truth_.entry_of(call.id);
  if (off != truth_.taken_off.end() && there.status == CampaignStatus::kDraft && latest != nullptr &&
      latest->own_keys == off->second && entry.own_keys == off->second) {
    violated("a campaign is put back on the clock that a person took off it");
  }
}

void Checker::check_disarm(const ObservedCampaign& there) {
  if (!file_asks_to_take_off(there.id) && !may_be_taken_off(there)) violated("a disarm that nobody asked for");
}

bool Checker::file_asks_to_take_off(CampaignId id) const {
  return std::ranges::any_of(truth_.in_play(), [&](const Version& version) {
    return std::ranges::any_of(version, [&](const auto& one) {
      return campaign_id(one.first) == id && one.second.scheduled_for && !one.second.scheduled_for->value;
    });
  });
}

// Its entry is gone and that takes it off, or it went bad and its lock is about to fall.
bool Checker::may_be_taken_off(const ObservedCampaign& there) const {
  if (policy_.on_remove == OnRemove::kDisarm) {
    const bool is_dropped = std::ranges::any_of(truth_.in_play(), [&](const Version& version) {
      return std::ranges::none_of(version, [&](const auto& one) { return campaign_id(one.first) == there.id; });
    });
    if (is_dropped) return true;
  }
  if (policy_.preflight != Preflight::kDisarm || !there.scheduled_for) return false;
  const WallTime now = scene_.now();
  const bool was_bad =
      !truth_.bad_since.empty() || (truth_.last_bad && std::chrono::abs(now - *truth_.last_bad) <= 15min);
  const WallTime lock = *there.scheduled_for - kLockWindow;
  return was_bad && now >= lock - 1min && now < lock;
}

// Whether the service knew it as it is.
bool Checker::was_shown(const ObservedCampaign& there) const {
  const auto shown = shown_.find(there.id);
  return shown != shown_.end() && shown->second == there;
}

}  // namespace campaignd
