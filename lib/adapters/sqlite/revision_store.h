// Where the revisions that the journal names came from: of each hash the source and, where it is known, the commit. The
// caller owns the transaction.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "adapters/sqlite/statement.h"
#include "core/desired_state.h"
#include "core/record.h"

namespace campaignd {

// `record` tells of `revision`. A commit that is known once is not forgotten by a later look that finds none.
void note_revision(const Connection& connection, const Revision& revision, const Record& record);

// Those of `hashes` that are known.
std::map<std::string, Revision> read_revisions(const Connection& connection, const std::set<std::string>& hashes);

// Forgets those that no record can name: replaced by another one before the journal's oldest record.
void forget_old_revisions(const Connection& connection);

}  // namespace campaignd
