#include "adapters/sqlite/read_only_journal.h"

#include "adapters/sqlite/failure.h"
#include "adapters/sqlite/machine_id.h"
#include "adapters/sqlite/memory_store.h"
#include "adapters/sqlite/readable_database.h"
#include "adapters/sqlite/record_store.h"

namespace campaignd {

Journal::Result<Memory> ReadOnlyJournal::recall() {
  return guarded(place_.file(), [this] {
    Memory memory;
    const std::string machine_id = read_machine_id(place_.machine_id_file);
    read_database(place_.file(), [&](const Connection& connection) {
      memory = read_memory(connection);
      memory.is_clone = belongs_to_another(connection, machine_id);
    });
    return memory;
  });
}

Journal::Result<void> ReadOnlyJournal::store(const MemoryChanges& /*changes*/, std::span<const Record> /*records*/) {
  return tl::make_unexpected(
      JournalFailure{"the journal " + place_.file().string() + " was opened for reading: nothing is stored", false});
}

Journal::Result<std::vector<Record>> ReadOnlyJournal::unresolved() {
  return guarded(place_.file(), [this] {
    std::vector<Record> records;
    read_database(place_.file(), [&](const Connection& connection) { records = read_unresolved(connection); });
    return records;
  });
}

}  // namespace campaignd
