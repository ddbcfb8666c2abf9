// A journal in memory; the cases of journal_contract.h hold for it as for the real one. Fault model: the n-th call from
// now fails, once or until it is told to work; the process dies in the n-th call, before or after it was stored; a
// restart keeps what was stored and nothing else; another process stores something (`FakeSecondJournal`). Whether it
// did can be asked unless the journal fails for good, and is not counted as a call.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ports/journal.h"

namespace campaignd {

// Thrown where the simulated process dies. Nobody but a test catches it.
struct SimulatedCrash {};

class FakeJournal final : public Journal {
 public:
  enum class Failing { kOnce, kForGood };
  enum class Death { kBeforeStoring, kAfterStoring };

  // The n-th call from now (1: the next) fails with `detail`; for good: every later one too.
  void fail_call(int n, Failing failing, std::string detail = "no space left on device") {
    fail_at_ = calls_ + n;
    failing_ = failing;
    detail_ = std::move(detail);
  }
  void works_again() { fail_at_.reset(), crash_at_.reset(); }

  // The process dies in the n-th call from now.
  void crash_in_call(int n, Death death) { crash_at_ = calls_ + n, death_ = death; }

  // How many calls there were, failed ones included: a test walks n upwards until a run needs no more.
  [[nodiscard]] int calls() const { return calls_; }
  [[nodiscard]] const std::vector<Record>& records() const { return records_; }
  [[nodiscard]] const Memory& memory() const { return memory_; }

  // Another process stores this.
  void is_stored_elsewhere(const MemoryChanges& changes, std::span<const Record> records = {}) {
    keep(changes);
    records_.insert(records_.end(), records.begin(), records.end());
    ++version_;
  }

  // What a copied state directory looks like to the machine it was copied to.
  void becomes_a_clone() { memory_.is_clone = true; }

  [[nodiscard]] Result<Memory> recall() override {
    if (auto failure = begin_call()) return tl::make_unexpected(*failure);
    recalled_version_ = version_;
    return memory_;
  }

  [[nodiscard]] Result<bool> changed_elsewhere() override {
    const bool fails = fail_at_ && calls_ >= *fail_at_ && failing_ == Failing::kForGood;
    if (fails) return tl::make_unexpected(JournalFailure{detail_});
    return recalled_version_ != version_;
  }

  [[nodiscard]] Result<void> store(const MemoryChanges& changes, std::span<const Record> records) override {
    if (auto failure = begin_call()) return tl::make_unexpected(*failure);
    if (recalled_version_ != version_) return tl::make_unexpected(JournalFailure{"overtaken", true});
    keep(changes);
    ++commits_;
    records_.insert(records_.end(), records.begin(), records.end());
    if (is_crash_due()) die();
    return {};
  }

  [[nodiscard]] Result<std::vector<Record>> unresolved() override {
    if (auto failure = begin_call()) return tl::make_unexpected(*failure);
    std::vector<Record> open;
    for (const Record& record : records_) {
      if (record.kind == RecordKind::kIntent) open.push_back(record);
      if (record.kind == RecordKind::kOutcome) {
        std::erase_if(open, [&](const Record& intent) { return intent.intent == record.intent; });
      }
    }
    return open;
  }

 private:
  friend class FakeSecondJournal;

  Result<Memory> recall_for_another() {
    if (auto failure = begin_call()) return tl::make_unexpected(*failure);
    return memory_;
  }

  std::optional<JournalFailure> begin_call() {
    ++calls_;
    if (is_crash_due() && death_ == Death::kBeforeStoring) die();
    if (!fail_at_ || calls_ < *fail_at_) return std::nullopt;
    if (failing_ == Failing::kOnce) fail_at_.reset();
    return JournalFailure{detail_};
  }

  [[nodiscard]] bool is_crash_due() const { return crash_at_ && calls_ >= *crash_at_; }

  [[noreturn]] void die() {
    crash_at_.reset();  // the next life is another process
    throw SimulatedCrash{};
  }

  void keep(const MemoryChanges& changes) {
    if (changes.last_good) memory_.last_good = changes.last_good;
    for (const BindingChange& change : changes.bindings) {
      memory_.bindings.erase(change.handle);
      if (change.now) memory_.bindings.emplace(change.handle, *change.now);
    }
    for (const CampaignMemoryChange& change : changes.campaigns) {
      memory_.campaigns.erase(change.id);
      if (change.now) memory_.campaigns.emplace(change.id, *change.now);
    }
    if (changes.pause) memory_.pause = *changes.pause;
    if (changes.approvals) memory_.approvals = *changes.approvals;
    if (changes.is_clone == false) memory_.is_clone = false;
  }

  Memory memory_;
  std::vector<Record> records_;
  int version_ = 0;  // changed by others alone
  int recalled_version_ = 0;
  int commits_ = 0;  // of this one
  int calls_ = 0;
  std::optional<int> fail_at_;
  Failing failing_ = Failing::kOnce;
  std::string detail_;
  std::optional<int> crash_at_;
  Death death_ = Death::kBeforeStoring;
};

// The same journal as another process has it open: what it stores the first one finds changed elsewhere, and the other
// way round. It fails when the first does.
class FakeSecondJournal final : public Journal {
 public:
  explicit FakeSecondJournal(FakeJournal& first) : first_(first) {}

  [[nodiscard]] Result<Memory> recall() override {
    auto memory = first_.recall_for_another();
    if (memory) commits_seen_ = first_.commits_;
    return memory;
  }
  [[nodiscard]] Result<bool> changed_elsewhere() override { return first_.commits_ != commits_seen_; }
  [[nodiscard]] Result<void> store(const MemoryChanges& changes, std::span<const Record> records) override {
    if (auto failure = first_.begin_call()) return tl::make_unexpected(*failure);
    if (first_.commits_ != commits_seen_) return tl::make_unexpected(JournalFailure{"overtaken", true});
    first_.is_stored_elsewhere(changes, records);
    return {};
  }
  [[nodiscard]] Result<std::vector<Record>> unresolved() override { return first_.unresolved(); }

 private:
  FakeJournal& first_;
  int commits_seen_ = 0;
};

}  // namespace campaignd
