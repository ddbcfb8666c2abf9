// Reads the journal's file without a trace: no lock that a writer could feel, no file made or changed beside it, no
// rights but to read. Works while the service runs, after it was killed, and on a read-only file system.
#pragma once

#include <filesystem>
#include <functional>

#include "adapters/sqlite/statement.h"

namespace campaignd {

// Calls `use` with a connection on one consistent version of `file`, inside a transaction. It may be called again where
// a writer came between, so it starts from nothing each time. False: there is no file, or nothing in it yet. Throws
// DatabaseError and SchemaRefused.
bool read_database(const std::filesystem::path& file, const std::function<void(const Connection&)>& use);

}  // namespace campaignd
