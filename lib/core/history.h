// What `history` found: lines of the journal, and where the revisions that they name came from. A value.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/desired_state.h"
#include "core/record.h"

namespace campaignd {

struct History {
  std::vector<Record> records;                // oldest first
  std::map<std::string, Revision> revisions;  // by hash
  bool has_older = false;                     // a limit left some out

  [[nodiscard]] const Revision* revision_of(const Record& record) const {
    const auto it = revisions.find(record.revision);
    return it == revisions.end() ? nullptr : &it->second;
  }
};

}  // namespace campaignd
