#include "engine/ledger.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/memory_changes.h"

namespace campaignd {
namespace {

// With a journal that cannot be written for days, records must not eat the machine's memory: the newest are kept.
constexpr std::size_t kMostRecordsKept = 10'000;

// Another writer stores a few times a second at most.
constexpr int kMostOvertaken = 20;

// Intents are numbered from the time of the start, so that two lives never share a number; nor do the service and a
// freeze that were started in the same millisecond.
constexpr std::uint64_t first_intent(WallTime started, LedgerOf whose) {
  const std::uint64_t half = whose == LedgerOf::kFreeze ? std::uint64_t{1} << 19U : 0;
  return (static_cast<std::uint64_t>(started.time_since_epoch().count()) << 20U) + half;
}

}  // namespace

Ledger::Ledger(Journal& journal, WallTime started, LedgerOf whose)
    : journal_(journal), whose_(whose), last_intent_(first_intent(started, whose)) {}

void Ledger::recall() {
  if (recalled_) return;
  auto memory = journal_.recall();
  if (!memory) {
    failure_ = memory.error().detail;
    return;
  }
  auto unresolved = journal_.unresolved();
  if (!unresolved) {
    failure_ = unresolved.error().detail;
    return;
  }
  memory_ = std::move(*memory);
  note_as_stored(memory_);
  // Only a person ends a freeze, and he was told then that it could not be stored.
  if (memory_.pause && memory_.pause->freeze) unsaved_.pause.reset();
  unresolved_ = std::move(*unresolved);
  for (const Record& record : unresolved_) last_intent_ = std::max(last_intent_, record.intent);
  // What was stored of a campaign knows what came before this life; what was seen since is seen again. A stop that a
  // person told meanwhile is not.
  for (CampaignMemoryChange& change : unsaved_.campaigns) {
    const CampaignMemory* stored = memory_.find(change.id);
    if (stored == nullptr || !change.now) continue;
    const Marks ours = marks_of(*change.now);
    change.now = *stored;
    if (ours.frozen) change.now->frozen = ours.frozen;
    if (ours.took) change.now->freeze_took = ours.took;
  }
  std::erase_if(unsaved_.bindings,
                [&](const BindingChange& change) { return memory_.bindings.contains(change.handle); });
  apply(unsaved_, memory_);
  failure_.clear();
  recalled_ = true;
}

void Ledger::change(MemoryChanges changes) {
  if (changes.is_empty()) return;
  apply(changes, memory_);
  append(unsaved_, std::move(changes));
  // With a journal that cannot be written for days, what was overtaken must not pile up.
  if (unsaved_.campaigns.size() + unsaved_.bindings.size() < compact_at_) return;
  keep_newest(unsaved_);
  compact_at_ = 2 * (unsaved_.campaigns.size() + unsaved_.bindings.size()) + kCompactFrom;
}

void Ledger::change(CampaignId id, CampaignMemory now) {
  MemoryChanges changes;
  changes.campaigns.push_back({id, std::move(now)});
  change(std::move(changes));
}

void Ledger::add(Record record) {
  if (quiet_) return;
  if (records_.size() >= kMostRecordsKept) records_.erase(records_.begin());
  records_.push_back(std::move(record));
}

void Ledger::withdraw_last_record() {
  if (!records_.empty() && !quiet_) records_.pop_back();
}

bool Ledger::save() {
  if (!recalled_) return false;
  MemoryChanges revision_alone;
  if (quiet_) revision_alone.last_good = unsaved_.last_good;
  const MemoryChanges& changes = quiet_ ? revision_alone : unsaved_;
  if (changes.is_empty() && records_.empty()) return is_durable();
  auto stored = journal_.store(changes, std::span<const Record>(records_));
  for (int i = 0; !stored && stored.error().is_overtaken && i < kMostOvertaken && merge_stored(); ++i) {
    stored = journal_.store(changes, std::span<const Record>(records_));
  }
  if (!stored) {
    failure_ = stored.error().detail;
    return false;
  }
  note_as_stored(changes);
  failure_.clear();
  records_.clear();
  if (quiet_) {
    unsaved_.last_good.reset();
  } else {
    unsaved_ = {};
  }
  return true;
}

void Ledger::resolved(std::uint64_t intent) {
  std::erase_if(unresolved_, [&](const Record& record) { return record.intent == intent; });
}

std::vector<Record> Ledger::open_in_journal() {
  if (!recalled_) return {};
  auto open = journal_.unresolved();
  if (!open) {
    deafness_ = open.error().detail;
    return {};
  }
  std::erase_if(*open, [&](const Record& intent) {
    return std::any_of(records_.begin(), records_.end(), [&](const Record& waiting) {
      return waiting.kind == RecordKind::kOutcome && waiting.intent == intent.intent;
    });
  });
  return std::move(*open);
}

void Ledger::take_in() {
  if (!recalled_) return;
  const auto changed = journal_.changed_elsewhere();
  deafness_ = changed ? "" : changed.error().detail;
  if (changed && *changed) merge_stored();
}

bool Ledger::merge_stored() {
  auto stored = journal_.recall();
  deafness_ = stored ? "" : stored.error().detail;
  if (!stored) return false;
  if (whose_ == LedgerOf::kService) {
    merge_into_service(*stored);
  } else {
    merge_into_freeze(std::move(*stored));
  }
  return true;
}

// What the other one changed of pause, approvals and marks counts, also before what waits here to be stored: it is a
// person's word. Of all else this process knows more.
void Ledger::merge_into_service(const Memory& stored) {
  if (stored.pause != stored_pause_) {
    memory_.pause = stored.pause;
    unsaved_.pause.reset();
  }
  if (stored.approvals != stored_approvals_) {
    memory_.approvals = stored.approvals;
    unsaved_.approvals.reset();
  }
  const MarkedCampaigns before = std::move(stored_marks_);
  note_as_stored(stored);
  for (const auto& [id, marks] : stored_marks_) {
    const auto known = before.find(id);
    if (known == before.end() || known->second != marks) take_marks(id, stored);
  }
  for (const auto& [id, marks] : before) {
    if (!stored_marks_.contains(id)) take_marks(id, stored);
  }
}

void Ledger::take_marks(CampaignId id, const Memory& stored) {
  const CampaignMemory* theirs = stored.find(id);
  const CampaignMemory unmarked{ObservedCampaign{.id = id}};
  auto campaign = memory_.campaigns.find(id);
  if (campaign == memory_.campaigns.end()) {
    if (theirs == nullptr) return;
    campaign = memory_.campaigns.emplace(id, *theirs).first;
  }
  const CampaignMemory& marked = theirs != nullptr ? *theirs : unmarked;
  mark_as(marked, campaign->second);
  for (CampaignMemoryChange& change : unsaved_.campaigns) {
    if (change.id == id && change.now) mark_as(marked, *change.now);
  }
}

Ledger::Marks Ledger::marks_of(const CampaignMemory& campaign) {
  const bool is_off = campaign.freeze_took && campaign.seen->status == CampaignStatus::kDraft;
  return {campaign.frozen, campaign.freeze_took, is_off};
}

void Ledger::mark_as(const CampaignMemory& marked, CampaignMemory& campaign) {
  campaign.frozen = marked.frozen;
  campaign.freeze_took = marked.freeze_took;
  const bool is_news = campaign.seen->status == CampaignStatus::kScheduled || !campaign.was_ever_seen();
  if (!marks_of(marked).is_off || !is_news) return;
  ObservedCampaign off = campaign.was_ever_seen() ? *campaign.seen : *marked.seen;
  off.status = marked.seen->status;
  off.status_text = marked.seen->status_text;
  off.updated_at = marked.seen->updated_at;
  campaign.seen = std::move(off);
  campaign.arming.reset();
}

// The service knows more of everything but what is frozen here.
void Ledger::merge_into_freeze(Memory stored) {
  for (CampaignMemoryChange& change : unsaved_.campaigns) {
    const CampaignMemory* theirs = stored.find(change.id);
    if (theirs == nullptr || !change.now) continue;
    const CampaignMemory ours = std::exchange(*change.now, *theirs);
    mark_as(ours, *change.now);
  }
  memory_ = std::move(stored);
  apply(unsaved_, memory_);
}

void Ledger::note_as_stored(const Memory& stored) {
  stored_pause_ = stored.pause;
  stored_approvals_ = stored.approvals;
  stored_marks_.clear();
  for (const auto& [id, campaign] : stored.campaigns) {
    if (marks_of(campaign) != Marks{}) stored_marks_.emplace(id, marks_of(campaign));
  }
}

void Ledger::note_as_stored(const MemoryChanges& changes) {
  if (changes.pause) stored_pause_ = *changes.pause;
  if (changes.approvals) stored_approvals_ = *changes.approvals;
  for (const CampaignMemoryChange& change : changes.campaigns) {
    if (change.now && marks_of(*change.now) != Marks{}) {
      stored_marks_.insert_or_assign(change.id, marks_of(*change.now));
    } else {
      stored_marks_.erase(change.id);
    }
  }
}

}  // namespace campaignd
