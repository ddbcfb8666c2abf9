#include "adapters/sqlite/sqlite_journal.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <utility>

#include "adapters/sqlite/failure.h"
#include "adapters/sqlite/machine_id.h"
#include "adapters/sqlite/memory_store.h"
#include "adapters/sqlite/read_only_journal.h"
#include "adapters/sqlite/record_store.h"
#include "adapters/sqlite/revision_store.h"
#include "adapters/sqlite/schema.h"

namespace campaignd {
namespace {

constexpr std::int64_t kPruneChunk = 500;       // records in one transaction, so that nobody waits long for the lock
constexpr std::int64_t kPrunedAtOnce = 10'000;  // records in one turn, which waits for it
constexpr std::int64_t kPagesAtOnce = 4096;     // 16 MB
constexpr int kBusyPause = 5;                   // milliseconds
constexpr mode_t kMode = 0640;                  // the group may look

void make_file(const std::filesystem::path& file);
void write_ahead(Connection& connection, std::chrono::milliseconds patience);
std::int64_t newest_record(const Connection& connection);
void let_group_look(const std::filesystem::path& file);

}  // namespace

template <class Act>
auto SqliteJournal::attempt(Act act) -> tl::expected<decltype(act()), JournalFailure> {
  return guarded(place_.file(), [&] {
    try {
      ensure_open();
      ensure_same_file();
      return act();
    } catch (const DatabaseError& error) {
      if (is_lasting(error)) connection_.reset();
      throw;
    }
  });
}

// A full or read-only disk can still be read, and what is known decides rightly; `store` tells the failure.
template <class T>
Journal::Result<T> SqliteJournal::looked_up(Result<T> failed, Result<T> (ReadOnlyJournal::*ask)()) const {
  std::error_code unreadable;
  if (!std::filesystem::exists(place_.file(), unreadable)) return failed;
  ReadOnlyJournal reader(place_);
  auto found = (reader.*ask)();
  return found ? found : failed;
}

Journal::Result<void> SqliteJournal::open() {
  return attempt([] {});
}

Journal::Result<Memory> SqliteJournal::recall() {
  auto memory = attempt([this] {
    Transaction transaction(*connection_, Transaction::Kind::kRead);
    Memory stored = read_memory(*connection_);
    note_as_known(*connection_);
    stored.is_clone = belongs_to_another(*connection_, read_machine_id(place_.machine_id_file));
    return stored;
  });
  if (memory) return memory;
  memory = looked_up(std::move(memory), &ReadOnlyJournal::recall);
  if (memory) last_known_record_ = -1;  // what is read another way is not known to be what a connection would see
  return memory;
}

Journal::Result<bool> SqliteJournal::changed_elsewhere() {
  return attempt([this] { return is_overtaken(); });
}

void SqliteJournal::note_as_known(const Connection& connection) {
  version_ = connection.integer("PRAGMA data_version");
  last_known_record_ = newest_record(connection);
}

// SQLite changes this number for a connection when another one commits, and not when it does so itself.
bool SqliteJournal::is_overtaken() const {
  return version_ != connection_->integer("PRAGMA data_version");
}

Journal::Result<void> SqliteJournal::store(const MemoryChanges& changes, std::span<const Record> records) {
  bool overtaken = false;
  auto stored = attempt([&] {
    Transaction transaction(*connection_, Transaction::Kind::kWrite);
    overtaken = is_overtaken();
    if (overtaken) return;
    write_memory(*connection_, changes);
    if (changes.is_clone == false) rebind_machine(*connection_, read_machine_id(place_.machine_id_file));
    append_records(*connection_, records);
    const std::int64_t newest = newest_record(*connection_);
    transaction.commit();
    last_known_record_ = newest;
  });
  if (stored && overtaken) {
    return tl::make_unexpected(JournalFailure{"another process stored something in the journal", true});
  }
  return stored;
}

Journal::Result<std::vector<Record>> SqliteJournal::unresolved() {
  auto records = attempt([this] { return read_unresolved(*connection_); });
  return records ? records : looked_up(std::move(records), &ReadOnlyJournal::unresolved);
}

Journal::Result<SqliteJournal::Pruned> SqliteJournal::prune(std::chrono::milliseconds max_age, std::int64_t max_size,
                                                            WallTime now) {
  return attempt([&] {
    Pruned pruned;
    while (pruned.removed < kPrunedAtOnce) {
      const std::int64_t removed = remove_some(now - max_age, max_size);
      if (removed == 0) break;
      pruned.removed += removed;
    }
    if (pruned.removed > 0) forget_old_revisions(*connection_);
    const bool has_room_left = give_room_back();
    pruned.has_more = pruned.removed >= kPrunedAtOnce || has_room_left;
    return pruned;
  });
}

// Of what is too old, else of what is too much; 0: of neither there is any.
std::int64_t SqliteJournal::remove_some(WallTime before, std::int64_t max_size) {
  Transaction transaction(*connection_, Transaction::Kind::kWrite);
  std::int64_t removed = remove_before(*connection_, before, kPruneChunk);
  if (removed == 0) {
    const std::int64_t pages =
        connection_->integer("PRAGMA page_count") - connection_->integer("PRAGMA freelist_count");
    if (pages * connection_->integer("PRAGMA page_size") > max_size) {
      removed = remove_oldest(*connection_, kPruneChunk);  // none: memory alone is larger than that
    }
  }
  if (removed > 0) transaction.commit();
  return removed;
}

// Cuts free pages off the file's end; true: there are more of them.
bool SqliteJournal::give_room_back() {
  if (connection_->integer("PRAGMA freelist_count") == 0) return false;
  connection_->execute(("PRAGMA incremental_vacuum(" + std::to_string(kPagesAtOnce) + ")").c_str());
  // Whoever reads just now keeps the log from being cut; he is not waited for, the next time is soon enough.
  connection_->execute("PRAGMA busy_timeout = 0");
  try {
    connection_->execute("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const DatabaseError&) {
    connection_->execute(patience().c_str());
    throw;
  }
  connection_->execute(patience().c_str());
  return connection_->integer("PRAGMA freelist_count") > 0;
}

std::string SqliteJournal::patience() const {
  return "PRAGMA busy_timeout = " + std::to_string(patience_.count());
}

void SqliteJournal::ensure_open() {
  if (connection_) return;
  make_file(place_.file());
  Connection connection(file_uri(place_.file().native(), "mode=rw"), Connection::Mode::kReadWrite);
  connection.execute(patience().c_str());  // first: already what reads the schema may have to wait
  // What was written is kept by us, and hardly ever read again: a cache of pages would only lie there.
  connection.execute("PRAGMA cache_size = -128");
  connection.execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
  refuse_unusable(connection);
  let_group_look(place_.file());
  // Must precede the first page: only then can the file give room back later. Later on it would write a page each time.
  if (connection.integer("PRAGMA page_count") == 0) connection.execute("PRAGMA auto_vacuum = INCREMENTAL");
  write_ahead(connection, patience_);
  connection.execute("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 4194304");
  migrate(connection);
  bind_machine(connection, read_machine_id(place_.machine_id_file));
  struct stat status {};
  if (::stat(place_.file().c_str(), &status) != 0) throw DatabaseError(SQLITE_CANTOPEN, errno, "it is gone again");
  device_ = status.st_dev;
  inode_ = status.st_ino;
  // After a failure that lasted: whoever stores beside us leaves a record, too.
  version_.reset();
  if (!last_known_record_ || *last_known_record_ == newest_record(connection)) note_as_known(connection);
  connection_ = std::move(connection);
}

// SQLite goes on writing to a file that was moved away or deleted, and what it stores there is lost.
void SqliteJournal::ensure_same_file() const {
  struct stat status {};
  if (::stat(place_.file().c_str(), &status) == 0 && status.st_dev == device_ && status.st_ino == inode_) return;
  throw SchemaRefused(
      "it was moved, replaced or deleted while campaignd was running; put it back, or restart campaignd to go on with "
      "what is there now");
}

namespace {

std::int64_t newest_record(const Connection& connection) {
  return connection.integer("SELECT coalesce(max(number), 0) FROM record");
}

// Made here and not by SQLite, for its mode; the log and the shared memory take theirs from it. An existing file is
// never opened: closing any descriptor of it would drop SQLite's locks (POSIX, fcntl).
void make_file(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) throw SchemaRefused("it is not a regular file; move it away");
    return;
  }
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno != EEXIST) throw DatabaseError(SQLITE_CANTOPEN, errno, "it cannot be made");
  if (fd < 0) return;
  static_cast<void>(::fchmod(fd, kMode));  // whatever the umask says
  // Made by root (`sudo campaignctl freeze`) it is to be the service's all the same; SQLite gives the log and the
  // shared memory the file's owner by itself.
  struct stat directory {};
  if (::geteuid() == 0 && ::stat(file.parent_path().c_str(), &directory) == 0) {
    static_cast<void>(::fchown(fd, directory.st_uid, directory.st_gid) == 0);
  }
  ::close(fd);
}

// Two processes that make one new file at the same time each hold what the other waits for; SQLite then asks no busy
// handler and refuses one of them at once (sqlite.org/c3ref/busy_handler.html). A file that is kept so stays so.
void write_ahead(Connection& connection, std::chrono::milliseconds patience) {
  const auto ends = std::chrono::steady_clock::now() + patience;
  while (true) {
    try {
      connection.execute("PRAGMA journal_mode = WAL");
      return;
    } catch (const DatabaseError& error) {
      const bool is_busy = (error.code() & 0xff) == SQLITE_BUSY;
      if (!is_busy || std::chrono::steady_clock::now() >= ends) throw;
      sqlite3_sleep(kBusyPause);
    }
  }
}

// The group may look, others not. A process that was killed leaves log and shared memory behind.
void let_group_look(const std::filesystem::path& file) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const std::string path = file.native() + suffix;
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || (status.st_mode & 0777U) == kMode) continue;
    static_cast<void>(::chmod(path.c_str(), kMode));  // where it is not ours to change, its owner decided so
  }
}

}  // namespace
}  // namespace campaignd
