#include "adapters/sqlite/history_reader.h"

#include <set>
#include <utility>

#include "adapters/sqlite/failure.h"
#include "adapters/sqlite/readable_database.h"
#include "adapters/sqlite/record_store.h"
#include "adapters/sqlite/revision_store.h"

namespace campaignd {

Journal::Result<History> HistoryReader::history(HistoryFilter filter) const {
  const auto limit = filter.limit;
  if (filter.limit) ++*filter.limit;  // one more tells whether there are more
  return guarded(place_.file(), [&] {
    History history;
    read_database(place_.file(), [&](const Connection& connection) {
      history = {};
      history.records = read_history(connection, filter);
      history.has_older = limit && history.records.size() > *limit;
      if (history.has_older) history.records.erase(history.records.begin());
      std::set<std::string> hashes;
      for (const Record& record : history.records) hashes.insert(record.revision);
      history.revisions = read_revisions(connection, hashes);
    });
    return history;
  });
}

}  // namespace campaignd
