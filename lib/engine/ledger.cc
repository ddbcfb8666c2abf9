#include "engine/ledger.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/remember.h"

namespace campaignd {
namespace {

// With a journal that cannot be written for days, records must not eat the machine's memory: the newest are kept.
constexpr std::size_t kMostRecordsKept = 10'000;

}  // namespace

// Intents are numbered from the time of the start, so that two lives never share a number.
Ledger::Ledger(Journal& journal, WallTime started)
    : journal_(journal), last_intent_(static_cast<std::uint64_t>(started.time_since_epoch().count()) << 20U) {}

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
  unresolved_ = std::move(*unresolved);
  for (const Record& record : unresolved_) last_intent_ = std::max(last_intent_, record.intent);
  // What was stored of a campaign knows what came before this life; what was seen since is seen again.
  std::erase_if(unsaved_.campaigns,
                [&](const CampaignMemoryChange& change) { return memory_.find(change.id) != nullptr; });
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

void Ledger::add(Record record) {
  if (quiet_) return;
  if (records_.size() >= kMostRecordsKept) records_.erase(records_.begin());
  records_.push_back(std::move(record));
}

bool Ledger::save() {
  if (!recalled_) return false;
  MemoryChanges revision_alone;
  if (quiet_) revision_alone.last_good = unsaved_.last_good;
  const MemoryChanges& changes = quiet_ ? revision_alone : unsaved_;
  if (changes.is_empty() && records_.empty()) return is_durable();
  const auto stored = journal_.store(changes, std::span<const Record>(records_));
  if (!stored) {
    failure_ = stored.error().detail;
    return false;
  }
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

}  // namespace campaignd
