// The journal in one SQLite file, `campaignd.db` in the state directory, mode 0640 (the group may look: `campaignctl
// history`), write-ahead log, synced at every commit. Opens by itself when it is first needed and again after a failure
// that lasted, so that a mended disk needs no restart. One writer is expected, a second one (`campaignctl freeze`)
// waits its turn. Not for several threads.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "adapters/sqlite/statement.h"
#include "ports/journal.h"

namespace campaignd {

struct JournalPlace {
  std::filesystem::path directory;  // the state directory; must exist
  std::filesystem::path machine_id_file = "/etc/machine-id";

  [[nodiscard]] std::filesystem::path file() const { return directory / "campaignd.db"; }
};

class ReadOnlyJournal;

class SqliteJournal final : public Journal {
 public:
  // `patience`: how long another process that writes is waited for.
  explicit SqliteJournal(JournalPlace place, std::chrono::milliseconds patience = std::chrono::seconds(5))
      : place_(std::move(place)), patience_(patience) {}

  // Opens or creates the file and brings its schema up to date; binds a new one to this machine. Does nothing where it
  // is open. The port's methods call it.
  [[nodiscard]] Result<void> open();

  // Where the file can be read but not written, this and `unresolved` succeed and `store` fails.
  [[nodiscard]] Result<Memory> recall() override;

  [[nodiscard]] Result<bool> changed_elsewhere() override;

  // `is_clone` set to false binds the directory to this machine; set to true it means nothing.
  [[nodiscard]] Result<void> store(const MemoryChanges& changes, std::span<const Record> records) override;

  [[nodiscard]] Result<std::vector<Record>> unresolved() override;

  struct Pruned {
    std::int64_t removed = 0;  // records
    bool has_more = false;     // there is more to do than is done at once
  };
  // Removes records older than `max_age`, then the oldest until the file needs at most `max_size` bytes, and gives the
  // room back; as much of it as takes a moment, so that a turn never waits long. Memory and intents without an outcome
  // stay.
  [[nodiscard]] Result<Pruned> prune(std::chrono::milliseconds max_age, std::int64_t max_size, WallTime now);

 private:
  void ensure_open();
  void ensure_same_file() const;
  std::int64_t remove_some(WallTime before, std::int64_t max_size);
  bool give_room_back();

  template <class T>
  [[nodiscard]] Result<T> looked_up(Result<T> failed, Result<T> (ReadOnlyJournal::*ask)()) const;

  template <class Act>
  auto attempt(Act act) -> tl::expected<decltype(act()), JournalFailure>;

  [[nodiscard]] bool is_overtaken() const;
  [[nodiscard]] std::string patience() const;
  void note_as_known(const Connection& connection);

  JournalPlace place_;
  std::chrono::milliseconds patience_;
  std::optional<Connection> connection_;
  std::optional<std::int64_t> version_;  // SQLite's number for what this connection recalled; empty: it did not yet
  std::optional<std::int64_t> last_known_record_;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace campaignd
