// The journal's tables: records in, records out, old ones away. The caller owns the transaction.
#pragma once

#include <span>
#include <vector>

#include "adapters/sqlite/history_filter.h"
#include "adapters/sqlite/statement.h"
#include "core/record.h"

namespace campaignd {

void append_records(const Connection& connection, std::span<const Record> records);

// Intents that no later outcome names, oldest first.
std::vector<Record> read_unresolved(const Connection& connection);

// What the filter asks for, oldest first.
std::vector<Record> read_history(const Connection& connection, const HistoryFilter& filter);

// Removes records before `before`, or the oldest, at most `count`; intents without an outcome stay. Returns how many
// went.
std::int64_t remove_before(const Connection& connection, WallTime before, std::int64_t count);
std::int64_t remove_oldest(const Connection& connection, std::int64_t count);

}  // namespace campaignd
