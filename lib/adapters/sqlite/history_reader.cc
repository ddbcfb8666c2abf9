#include "adapters/sqlite/history_reader.h"

#include "adapters/sqlite/failure.h"
#include "adapters/sqlite/readable_database.h"
#include "adapters/sqlite/record_store.h"

namespace campaignd {

Journal::Result<std::vector<Record>> HistoryReader::history(const HistoryFilter& filter) const {
  return guarded(place_.file(), [&] {
    std::vector<Record> records;
    read_database(place_.file(), [&](const Connection& connection) { records = read_history(connection, filter); });
    return records;
  });
}

}  // namespace campaignd
