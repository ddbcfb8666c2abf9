// The journal for those who only look: `campaignctl plan` knows the memory and leaves no trace. Nothing is stored
// through it.
#pragma once

#include <filesystem>

#include "adapters/sqlite/sqlite_journal.h"
#include "ports/journal.h"

namespace campaignd {

class ReadOnlyJournal final : public Journal {
 public:
  explicit ReadOnlyJournal(JournalPlace place) : place_(std::move(place)) {}

  // A directory without a journal is an empty memory.
  [[nodiscard]] Result<Memory> recall() override;

  // Always yes: nothing is kept between two calls.
  [[nodiscard]] Result<bool> changed_elsewhere() override { return true; }

  // Always a failure: it is a mistake to ask.
  [[nodiscard]] Result<void> store(const MemoryChanges& changes, std::span<const Record> records) override;

  [[nodiscard]] Result<std::vector<Record>> unresolved() override;

 private:
  JournalPlace place_;
};

}  // namespace campaignd
