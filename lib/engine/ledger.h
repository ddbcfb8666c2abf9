// Memory in the process and on disk, kept together: what changes is true at once, and durable after `save`. Where the
// journal cannot be written no memory is lost, nor the newest 10,000 records; it is tried again, and `is_durable` says
// no until it worked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/memory.h"
#include "core/record.h"
#include "ports/journal.h"

namespace campaignd {

class Ledger {
 public:
  explicit Ledger(Journal& journal, WallTime started);

  // Reads memory and unresolved intents where that did not succeed yet. Until it did, nothing is stored, so that an
  // empty memory never replaces a full one.
  void recall();

  // From now on changes are kept in the process alone (a copied state directory), but for the last good revision.
  // Switched off, everything that was kept is stored by the next `save`.
  void keep_to_yourself(bool quiet) { quiet_ = quiet; }

  void change(MemoryChanges changes);
  void add(Record record);

  // Stores what changed since the last successful save, as one transaction. True where everything is durable.
  bool save();

  [[nodiscard]] const Memory& memory() const { return memory_; }
  [[nodiscard]] bool is_durable() const { return recalled_ && failure_.empty(); }
  [[nodiscard]] const std::string& failure() const { return failure_; }  // empty: none
  [[nodiscard]] std::size_t records_waiting() const { return records_.size(); }

  // A number that no intent had before.
  std::uint64_t next_intent() { return ++last_intent_; }

  // Intents of an earlier life without an outcome; `resolved` takes one off the list.
  [[nodiscard]] const std::vector<Record>& unresolved() const { return unresolved_; }
  void resolved(std::uint64_t intent);
  void reopen(Record intent) { unresolved_.push_back(std::move(intent)); }

 private:
  Journal& journal_;
  Memory memory_;
  MemoryChanges unsaved_;
  std::vector<Record> records_;
  std::vector<Record> unresolved_;
  std::string failure_;
  std::uint64_t last_intent_ = 0;
  bool recalled_ = false;
  bool quiet_ = false;

  static constexpr std::size_t kCompactFrom = 1000;
  std::size_t compact_at_ = kCompactFrom;
};

}  // namespace campaignd
