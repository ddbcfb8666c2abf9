// The database's tables and how an older file becomes a newer one. Versions only go forward; a file from the future, or
// one that some other program made, is refused and left as it is.
#pragma once

#include "adapters/sqlite/statement.h"

namespace campaignd {

// A file that cannot be used as it is; `what()` is a whole sentence that says what to do next.
class SchemaRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws SchemaRefused for a file from the future or of some other program. Reads only, so that such a file is left as
// it is.
void refuse_unusable(Connection& connection);

// Brings an open database to the newest schema, a new one from nothing, all steps in one transaction, so that nobody
// sees a step between; writes nothing where there is nothing to do. Throws SchemaRefused or DatabaseError; the file is
// then as it was.
void migrate(Connection& connection);

// For a reader: whether the tables can be read. False: the file has no tables yet. Throws SchemaRefused where the
// schema is not the newest; a reader does not migrate.
[[nodiscard]] bool is_readable(const Connection& connection);

}  // namespace campaignd
