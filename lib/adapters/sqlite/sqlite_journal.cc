#include "adapters/sqlite/sqlite_journal.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "adapters/sqlite/failure.h"
#include "adapters/sqlite/machine_id.h"
#include "adapters/sqlite/memory_store.h"
#include "adapters/sqlite/read_only_journal.h"
#include "adapters/sqlite/record_store.h"
#include "adapters/sqlite/schema.h"

namespace campaignd {
namespace {

constexpr std::int64_t kPruneChunk = 500;  // records in one transaction, so that nobody waits long for the lock

void make_file(const std::filesystem::path& file);

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
  has_recalled_ = true;
  auto memory = attempt([this] {
    Transaction transaction(*connection_, Transaction::Kind::kRead);
    Memory stored = read_memory(*connection_);
    version_ = connection_->integer("PRAGMA data_version");  // of the snapshot that was just read
    stored.is_clone = belongs_to_another(*connection_, read_machine_id(place_.machine_id_file));
    return stored;
  });
  return memory ? memory : looked_up(std::move(memory), &ReadOnlyJournal::recall);
}

Journal::Result<bool> SqliteJournal::changed_elsewhere() {
  return attempt([this] { return is_overtaken(); });
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
    transaction.commit();
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

Journal::Result<std::int64_t> SqliteJournal::prune(std::chrono::milliseconds max_age, std::int64_t max_size,
                                                   WallTime now) {
  return attempt([&] {
    Transaction transaction(*connection_, Transaction::Kind::kWrite);
    std::int64_t removed = remove_before(*connection_, now - max_age);
    transaction.commit();
    removed += shrink(max_size);
    if (removed > 0) connection_->execute("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)");
    return removed;
  });
}

std::int64_t SqliteJournal::shrink(std::int64_t max_size) {
  const auto used = [this] {
    return (connection_->integer("PRAGMA page_count") - connection_->integer("PRAGMA freelist_count")) *
           connection_->integer("PRAGMA page_size");
  };
  std::int64_t removed = 0;
  while (used() > max_size) {
    Transaction transaction(*connection_, Transaction::Kind::kWrite);
    const std::int64_t gone = remove_oldest(*connection_, kPruneChunk);
    transaction.commit();
    if (gone == 0) break;  // memory alone is larger than that
    removed += gone;
  }
  return removed;
}

void SqliteJournal::ensure_open() {
  if (connection_) return;
  make_file(place_.file());
  Connection connection(file_uri(place_.file().native(), "mode=rw"), Connection::Mode::kReadWrite);
  // What was written is kept by us, and hardly ever read again: a cache of pages would only lie there.
  connection.execute("PRAGMA cache_size = -128");
  connection.execute(("PRAGMA busy_timeout = " + std::to_string(patience_.count())).c_str());
  connection.execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
  refuse_unusable(connection);
  // Must precede the first page: only then can the file give room back later. Later on it would write a page each time.
  if (connection.integer("PRAGMA page_count") == 0) connection.execute("PRAGMA auto_vacuum = INCREMENTAL");
  connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216");
  migrate(connection);
  bind_machine(connection, read_machine_id(place_.machine_id_file));
  struct stat status {};
  if (::stat(place_.file().c_str(), &status) != 0) throw DatabaseError(SQLITE_CANTOPEN, errno, "it is gone again");
  device_ = status.st_dev;
  inode_ = status.st_ino;
  // What another connection recalled is not known to be what this one would.
  version_.reset();
  if (!has_recalled_) version_ = connection.integer("PRAGMA data_version");
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

// Made here and not by SQLite, for its mode; the log and the shared memory take theirs from it. An existing file is
// never opened: closing any descriptor of it would drop SQLite's locks (POSIX, fcntl).
void make_file(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) throw SchemaRefused("it is not a regular file; move it away");
    // Where it is not ours to change, whoever owns it decided so.
    if ((status.st_mode & 077U) != 0) static_cast<void>(::chmod(file.c_str(), 0600));
    return;
  }
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno != EEXIST) throw DatabaseError(SQLITE_CANTOPEN, errno, "it cannot be made");
  // Made by root (`sudo campaignctl freeze`) it is to be the service's all the same; SQLite gives the log and the
  // shared memory the file's owner by itself.
  struct stat directory {};
  if (fd >= 0 && ::geteuid() == 0 && ::stat(file.parent_path().c_str(), &directory) == 0) {
    static_cast<void>(::fchown(fd, directory.st_uid, directory.st_gid) == 0);
  }
  if (fd >= 0) ::close(fd);
}

}  // namespace
}  // namespace campaignd
