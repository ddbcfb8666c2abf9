#include "core/remember.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/agreement.h"
#include "core/difference.h"
#include "core/make_plan.h"
#include "core/patch_action.h"
#include "core/taken_elsewhere.h"

namespace campaignd {
namespace {

// The memory of one campaign being changed: a copy, from what `memory` has or fresh from what was seen.
CampaignMemory recalled(const Memory& memory, const ObservedCampaign& seen) {
  const CampaignMemory* known = memory.find(seen.id);
  return known != nullptr ? *known : CampaignMemory{seen};
}

// An entry without an id is bound to what was found for it. How the entry was is kept up while its campaign is not
// over: from then on only an edit lets the entry mean a newer campaign of that name.
void note_binding(const Memory& memory, const DesiredCampaign& entry, const ObservedCampaign& seen,
                  MemoryChanges& changes) {
  if (entry.id || !entry.name) return;
  const Binding now{seen.id, entry.name->value, entry.own_keys};
  const auto before = memory.bindings.find(entry.handle);
  const bool is_same = before != memory.bindings.end() && before->second.id == seen.id;
  if (is_same && (before->second == now || has_started(seen.status))) return;
  changes.bindings.push_back({entry.handle, now});
}

// What a freeze took off, or wanted to, is on the clock, and not by an arm of ours that landed late: when it is off
// later, that is not known for the freeze's doing. One that is still at work says so itself.
bool is_back_after_freeze(const CampaignMemory& known, const ObservedCampaign& seen) {
  return known.freeze_took && !known.arming && schedule_of(seen).has_value();
}

// A campaign that no entry names any more is a trap while it is on the clock. Where it started, or was taken off, that
// is over; what a freeze keeps off is still called by its handle. Of a freeze that died with its disarm under way, only
// a look shows that it landed.
void forget_released(const Memory& memory, const Observation& observed, const std::vector<CampaignId>& named,
                     MemoryChanges& changes) {
  for (const auto& [id, known] : memory.campaigns) {
    if ((!known.named_by && !known.freeze_took) || std::ranges::binary_search(named, id)) continue;
    const ObservedCampaign* seen = observed.find(id);
    if (seen == nullptr) continue;
    CampaignMemory next = known;
    const bool is_draft = seen->status == CampaignStatus::kDraft;
    const bool is_kept_off = is_draft && (known.frozen || known.freeze_took);
    if (seen->status != CampaignStatus::kScheduled && !is_kept_off) next.named_by.reset();
    const bool is_news = known.seen->status == CampaignStatus::kScheduled || !known.was_ever_seen();
    if (is_draft && known.freeze_took && is_news) next.seen = *seen;
    if (is_back_after_freeze(known, *seen)) next.freeze_took.reset();
    if (next != known) changes.campaigns.push_back({id, std::move(next)});
  }
}

// An entry that is gone, has an id now, or means another name, is bound no more.
void forget_bindings(const Memory& memory, const DesiredState& desired, MemoryChanges& changes) {
  if (memory.bindings.empty()) return;
  std::map<Handle, const DesiredCampaign*> by_name;
  for (const DesiredCampaign& entry : desired.campaigns) {
    if (!entry.id && entry.name) by_name.emplace(entry.handle, &entry);
  }
  for (const auto& [handle, binding] : memory.bindings) {
    const auto entry = by_name.find(handle);
    if (entry == by_name.end() || entry->second->name->value != binding.name) {
      changes.bindings.push_back({handle, std::nullopt});
    }
  }
}

bool agrees_already(const CampaignMemory& known, const DesiredCampaign& entry) {
  return known.agreed && known.agreed->seen == known.seen && is_as_agreed(entry, *known.agreed);
}

bool arm_has_landed(const CampaignMemory& known, const ObservedCampaign& seen) {
  return known.arming && schedule_of(seen) == Schedule(known.arming->to);
}

// What pre-flight took off, or wanted to: it was put back, or the disarm never landed, and will not any more.
bool is_on_the_clock_again(const CampaignMemory& known, const ObservedCampaign& seen, bool may_come_off) {
  if (!known.preflight_took || !schedule_of(seen)) return false;
  return !may_come_off || !schedule_of(*known.seen);
}

// Whether `after_look` would change nothing. When it was seen is not worth a write of its own: a quiet reconcile stores
// nothing.
bool tells_it_already(const CampaignMemory& known, const DesiredCampaign& entry, const ObservedCampaign& seen,
                      const PlanEntry& decided, bool may_come_off) {
  if (known.seen != seen || known.own_keys != entry.own_keys || known.named_by != entry.handle) return false;
  if (known.given_name && *known.given_name != seen.name) return false;
  if (arm_has_landed(known, seen) || is_on_the_clock_again(known, seen, may_come_off) ||
      is_back_after_freeze(known, seen)) {
    return false;
  }
  return decided.action != Action::kUnchanged || (!known.elsewhere && agrees_already(known, entry));
}

CampaignMemory after_look(CampaignMemory known, const DesiredCampaign& entry, const ObservedCampaign& seen,
                          const PlanEntry& decided, bool may_come_off, WallTime now) {
  if (is_back_after_freeze(known, seen)) known.freeze_took.reset();
  if (known.seen != seen) known.seen = seen;
  known.own_keys = entry.own_keys;
  known.named_by = entry.handle;
  if (known.given_name && *known.given_name != seen.name) known.given_name.reset();
  if (arm_has_landed(known, seen)) known.arming.reset();
  if (is_on_the_clock_again(known, seen, may_come_off)) known.preflight_took.reset();
  if (decided.action == Action::kUnchanged) {
    known.elsewhere.reset();
    if (!agrees_already(known, entry)) {
      known.agreed = Agreement{known.seen, entry.own_keys, managed_text(entry), now};
    }
  }
  return known;
}

}  // namespace

MemoryChanges after_plan(const Memory& memory, const DesiredState& desired, const Observation& observed,
                         const Plan& plan, const std::set<CampaignId>& may_come_off) {
  MemoryChanges changes;
  std::vector<CampaignId> named;
  named.reserve(plan.entries.size());
  for (std::size_t i = 0; i < plan.entries.size(); ++i) {
    const PlanEntry& decided = plan.entries[i];
    const DesiredCampaign& entry = desired.campaigns[i];
    const ObservedCampaign* seen = decided.id ? observed.find(*decided.id) : nullptr;
    if (decided.id) named.push_back(*decided.id);
    if (seen == nullptr) continue;
    const CampaignMemory* known = memory.find(*decided.id);
    const bool in_doubt = may_come_off.contains(*decided.id);
    if (known == nullptr || !tells_it_already(*known, entry, *seen, decided, in_doubt)) {
      // Where one has moved all may have, as at the first start: large as they are, they are not moved about again.
      if (changes.campaigns.empty()) changes.campaigns.reserve(plan.entries.size() - i);
      changes.campaigns.push_back(
          {*decided.id, after_look(recalled(memory, *seen), entry, *seen, decided, in_doubt, plan.now)});
      changes.campaigns.back().now->seen_at = observed.at;
    }
    note_binding(memory, entry, *seen, changes);
  }
  std::ranges::sort(named);
  forget_released(memory, observed, named, changes);
  forget_bindings(memory, desired, changes);
  return changes;
}

MemoryChanges before_patch(const Memory& memory, const PlanEntry& entry, const Patch& patch, WallTime now) {
  MemoryChanges changes;
  const bool is_preflight = patch.is_disarm() && entry.reason == "preflight";
  if (!entry.id || !patch.schedule || (!*patch.schedule && !is_preflight)) return changes;
  const CampaignMemory* known = memory.find(*entry.id);
  if (known == nullptr) return changes;  // `after_plan` has always seen it first
  CampaignMemory next = *known;
  if (is_preflight) {
    next.preflight_took = entry.scheduled_for;
  } else {
    next.arming = ArmIntent{**patch.schedule, now, known->seen->updated_at};
  }
  changes.campaigns.push_back({*entry.id, std::move(next)});
  return changes;
}

MemoryChanges after_patch(const Memory& memory, const DesiredCampaign& entry, const Patch& patch,
                          const ObservedCampaign& seen, WallTime now) {
  CampaignMemory next = recalled(memory, seen);
  // An answer about other fields may be the first to show what a person did to the schedule.
  if (!patch.schedule) {
    if (const auto elsewhere = taken_elsewhere(next, entry, seen, now)) next.elsewhere = elsewhere;
  }
  next.seen = seen;
  next.seen_at = now;
  next.own_keys = entry.own_keys;
  if (patch.name) next.given_name = *patch.name;
  for (const Field field : kAllFields) {
    if (travels(field, patch)) next.sets.push_back({field, now, false});
  }
  if (patch.schedule) {
    next.arming.reset();
    next.elsewhere.reset();
    if (*patch.schedule) next.preflight_took.reset();
    if (*patch.schedule && !memory.pause && !next.frozen) next.freeze_took.reset();
  }
  MemoryChanges changes;
  changes.campaigns.push_back({seen.id, std::move(next)});
  return changes;
}

CampaignMemory without_freeze(CampaignMemory campaign) {
  if (campaign.freeze_took && campaign.seen->status == CampaignStatus::kScheduled) {
    ObservedCampaign off = *campaign.seen;
    off.status = CampaignStatus::kDraft;
    off.status_text = to_text(CampaignStatus::kDraft);
    campaign.seen = std::move(off);
    campaign.arming.reset();
  }
  // Our own stop is nobody's setting back: what the file says counts again as if it had never been agreed on.
  if (campaign.freeze_took) {
    campaign.agreed.reset();
    std::erase_if(campaign.sets, [](const FieldSet& set) { return set.field == Field::kScheduledFor; });
  }
  campaign.frozen.reset();
  campaign.freeze_took.reset();
  return campaign;
}

}  // namespace campaignd
