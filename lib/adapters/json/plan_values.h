// How parts of a plan are written as JSON, wherever they stand: in a plan, a listing, the journal, the log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/json/writer.h"
#include "core/plan.h"

namespace campaignd::json {

template <class Range, class Write>
void write_list(Writer& json, const Range& range, const Write& write) {
  json.begin_array();
  for (const auto& each : range) write(each);
  json.end_array();
}

// Null where there is none.
void write_handle(Writer& json, const std::optional<Handle>& handle);

// [{"field", "from", "to"}]; what is absent is null, for a time that is a draft.
void write_changes(Writer& json, const std::vector<FieldChange>& changes);

// [{"rule", "detail"}]
void write_warnings(Writer& json, const std::vector<Warning>& warnings);

}  // namespace campaignd::json
