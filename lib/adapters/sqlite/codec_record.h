// How one line of the journal stands in a row, its changed fields apart, since `history` looks for them.
#pragma once

#include <string_view>

#include "adapters/sqlite/statement.h"
#include "core/record.h"

namespace campaignd {

// The columns of table `record`, in the order that `put_record` and `take_record` use, without its number.
extern const std::string_view kRecordColumns;

// Everything but the changed fields.
void put_record(Statement& statement, const Record& record);
Record take_record(Statement& row);

// The columns of table `record_field` behind record and position: field, value_from, value_to, at_file, at_line,
// at_column.
void put_field_change(Statement& statement, const FieldChange& change);
FieldChange take_field_change(Statement& row);

}  // namespace campaignd
