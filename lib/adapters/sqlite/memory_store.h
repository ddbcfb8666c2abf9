// The memory's tables: all of it out, changes in. The caller owns the transaction.
#pragma once

#include "adapters/sqlite/statement.h"
#include "core/memory.h"

namespace campaignd {

// All that is stored, but for `is_clone`, which is no table's.
Memory read_memory(const Connection& connection);

// Stores every change but `is_clone`.
void write_memory(const Connection& connection, const MemoryChanges& changes);

}  // namespace campaignd
