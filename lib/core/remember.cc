#include "core/remember.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/agreement.h"
#include "core/contention.h"
#include "core/difference.h"
#include "core/find_campaign.h"
#include "core/make_plan.h"
#include "core/patch_action.h"

namespace campaignd {
namespace {

// The memory of one campaign being changed: a copy, from what `memory` has or fresh from what was seen.
CampaignMemory recalled(const Memory& memory, const ObservedCampaign& seen) {
  const CampaignMemory* known = memory.find(seen.id);
  return known != nullptr ? *known : CampaignMemory{seen};
}

// Whether an arm or a move of ours left the campaign untouched. Where the service gives no `updatedAt`, a campaign that
// still stands at the time that we wanted to move it from is taken for untouched, and a draft for taken off by a
// person: an arm too few can be asked for again, one too many cannot be called back.
bool never_landed(const ArmIntent& arming, const CampaignMemory& known, const ObservedCampaign& seen) {
  if (arming.updated_at_before && seen.updated_at) return *arming.updated_at_before == *seen.updated_at;
  return schedule_of(seen).has_value() && schedule_of(seen) == schedule_of(known.seen);
}

// When it was last on the clock by what we know: as we last saw it, or as an arm of ours left it.
Schedule last_known_schedule(const CampaignMemory& known, const ObservedCampaign& seen) {
  if (known.arming && !never_landed(*known.arming, known, seen)) return known.arming->to;
  return schedule_of(known.seen);
}

std::optional<TakenElsewhere> taken(const CampaignMemory& known, const DesiredCampaign& entry,
                                    const ObservedCampaign& seen, WallTime now) {
  if (!entry.scheduled_for || !entry.scheduled_for->value) return std::nullopt;
  if (known.freeze_took && seen.status == CampaignStatus::kDraft) return std::nullopt;  // a freeze of ours did
  if (known.own_keys != entry.own_keys) return std::nullopt;  // the file moved too, and a person has read it since
  const Schedule was = last_known_schedule(known, seen);
  if (!was) return std::nullopt;
  if (seen.status == CampaignStatus::kDraft) {
    return TakenElsewhere{Elsewhere::kDisarmed, entry.own_keys, *was, now};
  }
  const Schedule is = schedule_of(seen);
  if (seen.status == CampaignStatus::kScheduled && is && *is > *was) {
    return TakenElsewhere{Elsewhere::kPostponed, entry.own_keys, *was, now};
  }
  return std::nullopt;
}

FieldValue value_of(const Schedule& schedule) {
  return schedule ? FieldValue(*schedule) : FieldValue();
}

void note_elsewhere(CampaignMemory& known, const DesiredCampaign& entry, const ObservedCampaign& seen, WallTime now,
                    std::vector<Notice>& notices) {
  if (known.elsewhere && known.elsewhere->own_keys != entry.own_keys) known.elsewhere.reset();
  const auto found = taken(known, entry, seen, now);
  if (!found || known.elsewhere == found) return;  // or noticed in this look already, before the catalog came
  known.elsewhere = found;
  known.arming.reset();
  const bool disarmed = found->what == Elsewhere::kDisarmed;
  notices.push_back({entry.handle,
                     seen.id,
                     disarmed ? "disarmed-elsewhere" : "postponed-elsewhere",
                     "it was scheduled for " + to_rfc3339(found->was) +
                         (disarmed ? ", and somebody took it off the clock" : ", and somebody moved it later"),
                     {{Field::kScheduledFor, found->was, value_of(schedule_of(seen)), Mark{}}}});
}

void note_contention(const CampaignMemory& before, const CampaignMemory& now, const DesiredCampaign& entry,
                     std::vector<Notice>& notices) {
  const auto known = contended(before.sets);
  for (const Field field : contended(now.sets)) {
    if (std::ranges::find(known, field) != known.end()) continue;
    notices.push_back({entry.handle,
                       now.seen.id,
                       "contended",
                       std::string(to_text(field)) +
                           " came back different twice within an hour after we set it; somebody or something else sets "
                           "it too. It is left as it is until the entry changes",
                       {}});
  }
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
// is over.
void forget_released(const Memory& memory, const Observation& observed, const std::vector<CampaignId>& named,
                     MemoryChanges& changes) {
  for (const auto& [id, known] : memory.campaigns) {
    if ((!known.named_by && !known.freeze_took) || std::ranges::binary_search(named, id)) continue;
    const ObservedCampaign* seen = observed.find(id);
    if (seen == nullptr) continue;
    CampaignMemory next = known;
    if (seen->status != CampaignStatus::kScheduled) next.named_by.reset();
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

bool agrees_already(const CampaignMemory& known, const DesiredCampaign& entry, const ObservedCampaign& seen) {
  return known.agreed && known.agreed->seen == seen && known.agreed->own_keys == entry.own_keys &&
         known.agreed->managed == managed_text(entry);
}

bool arm_has_landed(const CampaignMemory& known, const ObservedCampaign& seen) {
  return known.arming && schedule_of(seen) == Schedule(known.arming->to);
}

// What pre-flight took off, or wanted to: it was put back, or the disarm never landed.
bool is_on_the_clock_again(const CampaignMemory& known, const ObservedCampaign& seen) {
  return known.preflight_took && schedule_of(seen).has_value();
}

// Whether `after_look` would change nothing. When it was seen is not worth a write of its own: a quiet reconcile stores
// nothing.
bool tells_it_already(const CampaignMemory& known, const DesiredCampaign& entry, const ObservedCampaign& seen,
                      const PlanEntry& decided) {
  if (known.seen != seen || known.own_keys != entry.own_keys || known.named_by != entry.handle) return false;
  if (known.given_name && *known.given_name != seen.name) return false;
  if (arm_has_landed(known, seen) || is_on_the_clock_again(known, seen) || is_back_after_freeze(known, seen)) {
    return false;
  }
  return decided.action != Action::kUnchanged || (!known.elsewhere && agrees_already(known, entry, seen));
}

CampaignMemory after_look(CampaignMemory known, const DesiredCampaign& entry, const ObservedCampaign& seen,
                          const PlanEntry& decided, WallTime now) {
  if (is_back_after_freeze(known, seen)) known.freeze_took.reset();
  known.seen = seen;
  known.own_keys = entry.own_keys;
  known.named_by = entry.handle;
  if (known.given_name && *known.given_name != seen.name) known.given_name.reset();
  if (arm_has_landed(known, seen)) known.arming.reset();
  if (is_on_the_clock_again(known, seen)) known.preflight_took.reset();
  if (decided.action == Action::kUnchanged) {
    known.elsewhere.reset();
    if (!agrees_already(known, entry, seen)) {
      known.agreed = Agreement{seen, entry.own_keys, managed_text(entry), now};
    }
  }
  return known;
}

template <class T>
void move_behind(std::vector<T>& earlier, std::vector<T> later) {
  if (earlier.empty()) {
    earlier = std::move(later);
  } else {
    std::ranges::move(later, std::back_inserter(earlier));
  }
}

template <class Change, class Key>
void keep_last_of(std::vector<Change>& changes, Key Change::*key) {
  std::set<Key> newer;
  std::vector<Change> kept;
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (newer.insert((*change).*key).second) kept.push_back(std::move(*change));
  }
  std::ranges::reverse(kept);
  changes = std::move(kept);
}

}  // namespace

Noticed notice(const Memory& memory, const DesiredState& desired, const Observation& observed, const Catalog* catalog) {
  Noticed noticed;
  std::optional<CampaignFinder> finder;
  for (const DesiredCampaign& entry : desired.campaigns) {
    const auto id = campaign_of(entry, memory);
    const ObservedCampaign* seen = id ? observed.find(*id) : nullptr;
    if (!id) {  // a handle that was renamed: what is remembered is the campaign's
      if (!finder) finder.emplace(desired, observed, memory);
      const Found found = finder->find(entry);
      if (const auto* const* campaign = std::get_if<const ObservedCampaign*>(&found)) seen = *campaign;
    }
    const CampaignMemory* before = seen != nullptr ? memory.find(seen->id) : nullptr;
    if (seen == nullptr || before == nullptr) continue;
    const bool is_quiet = !before->elsewhere && before->sets.empty() && !taken(*before, entry, *seen, observed.at);
    if (is_quiet) continue;  // nearly all, nearly always: not worth a copy
    CampaignMemory known = *before;
    note_elsewhere(known, entry, *seen, observed.at, noticed.notices);
    known.sets = field_sets_after(known, entry, *seen, catalog, observed.at);
    note_contention(*before, known, entry, noticed.notices);
    if (known != *before) noticed.changes.campaigns.push_back({seen->id, std::move(known)});
  }
  return noticed;
}

MemoryChanges after_plan(const Memory& memory, const DesiredState& desired, const Observation& observed,
                         const Plan& plan) {
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
    if (known == nullptr || !tells_it_already(*known, entry, *seen, decided)) {
      // Where one has moved all may have, as at the first start: large as they are, they are not moved about again.
      if (changes.campaigns.empty()) changes.campaigns.reserve(plan.entries.size() - i);
      changes.campaigns.push_back({*decided.id, after_look(recalled(memory, *seen), entry, *seen, decided, plan.now)});
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
    next.arming = ArmIntent{**patch.schedule, now, known->seen.updated_at};
  }
  changes.campaigns.push_back({*entry.id, std::move(next)});
  return changes;
}

MemoryChanges after_patch(const Memory& memory, const DesiredCampaign& entry, const Patch& patch,
                          const ObservedCampaign& seen, WallTime now) {
  CampaignMemory next = recalled(memory, seen);
  // An answer about other fields may be the first to show what a person did to the schedule.
  if (!patch.schedule) {
    if (const auto elsewhere = taken(next, entry, seen, now)) next.elsewhere = elsewhere;
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
  if (campaign.freeze_took && campaign.seen.status == CampaignStatus::kScheduled) {
    campaign.seen.status = CampaignStatus::kDraft;
    campaign.seen.status_text = to_text(CampaignStatus::kDraft);
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

void apply(const MemoryChanges& changes, Memory& memory) {
  if (changes.last_good) memory.last_good = changes.last_good;
  for (const CampaignMemoryChange& change : changes.campaigns) {
    if (change.now) {
      memory.campaigns.insert_or_assign(change.id, *change.now);
    } else {
      memory.campaigns.erase(change.id);
    }
  }
  for (const BindingChange& change : changes.bindings) {
    if (change.now) {
      memory.bindings.insert_or_assign(change.handle, *change.now);
    } else {
      memory.bindings.erase(change.handle);
    }
  }
  if (changes.pause) memory.pause = *changes.pause;
  if (changes.approvals) memory.approvals = *changes.approvals;
  if (changes.is_clone) memory.is_clone = *changes.is_clone;
}

void keep_newest(MemoryChanges& changes) {
  keep_last_of(changes.campaigns, &CampaignMemoryChange::id);
  keep_last_of(changes.bindings, &BindingChange::handle);
}

void append(MemoryChanges& earlier, MemoryChanges later) {
  if (later.last_good) earlier.last_good = std::move(later.last_good);
  move_behind(earlier.campaigns, std::move(later.campaigns));
  move_behind(earlier.bindings, std::move(later.bindings));
  if (later.pause) earlier.pause = std::move(later.pause);
  if (later.approvals) earlier.approvals = std::move(later.approvals);
  if (later.is_clone) earlier.is_clone = later.is_clone;
}

}  // namespace campaignd
