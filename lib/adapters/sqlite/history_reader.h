// The journal read by people: `campaignctl history`. Reads beside the running service and leaves no trace.
#pragma once

#include <filesystem>

#include "adapters/sqlite/history_filter.h"
#include "adapters/sqlite/sqlite_journal.h"
#include "core/history.h"
#include "ports/journal.h"

namespace campaignd {

class HistoryReader {
 public:
  explicit HistoryReader(JournalPlace place) : place_(std::move(place)) {}

  // The records that fit; with a limit the newest of them. None where there is no journal yet.
  [[nodiscard]] Journal::Result<History> history(HistoryFilter filter) const;

 private:
  JournalPlace place_;
};

}  // namespace campaignd
