#include "adapters/sqlite/readable_database.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <optional>
#include <system_error>

#include "adapters/sqlite/schema.h"

namespace campaignd {
namespace {

constexpr int kAttempts = 4;

// What tells one state of the two files from another without reading them.
struct Stamp {
  off_t size = 0;
  std::int64_t modified_s = 0;
  std::int64_t modified_ns = 0;
  ino_t inode = 0;
  friend bool operator==(const Stamp&, const Stamp&) = default;
};
struct Stamps {
  std::optional<Stamp> database;
  std::optional<Stamp> log;
  friend bool operator==(const Stamps&, const Stamps&) = default;

  [[nodiscard]] bool has_log() const { return log && log->size > 0; }
};

Stamps look(const std::filesystem::path& file);
bool read_through(const std::string& uri, const std::function<void(const Connection&)>& use);
bool read_copy(const std::filesystem::path& file, const std::function<void(const Connection&)>& use);
void copy_both(const std::filesystem::path& file, const std::filesystem::path& copy);
bool exists(const std::filesystem::path& file);

}  // namespace

// | write-ahead log | shared memory | then |
// |---|---|---|
// | none, or empty | any | the file alone is whole: opened as immutable, which touches nothing; repeated if it moved |
// | there | there | opened read-only through the log, as SQLite does beside a living writer; the shared memory of a
// dead
//   one is not touched either (`readonly_shm`), SQLite then reads the log into memory of its own |
// | there | missing | SQLite would have to make it: a private copy is read instead |
bool read_database(const std::filesystem::path& file, const std::function<void(const Connection&)>& use) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const Stamps before = look(file);
    if (!before.database || (before.database->size == 0 && !before.has_log())) return false;
    if (before.has_log()) break;
    try {
      const bool is_read = read_through(file_uri(file.native(), "mode=ro&immutable=1"), use);
      if (look(file) == before) return is_read;
    } catch (const DatabaseError&) {
      if (look(file) == before) throw;  // it did not move: it is really damaged
    }
  }
  if (!exists(file.native() + "-shm")) return read_copy(file, use);
  try {
    return read_through(file_uri(file.native(), "mode=ro&readonly_shm=1"), use);
  } catch (const DatabaseError& error) {
    const int primary = error.code() & 0xff;
    if (primary != SQLITE_CANTOPEN && primary != SQLITE_READONLY) throw;
    return read_copy(file, use);
  }
}

namespace {

std::optional<Stamp> stamp(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    return Stamp{status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ino};
  }
  if (errno == ENOENT) return std::nullopt;
  throw DatabaseError(SQLITE_CANTOPEN, errno, "cannot look at " + path);
}

Stamps look(const std::filesystem::path& file) {
  return {stamp(file.native()), stamp(file.native() + "-wal")};
}

bool exists(const std::filesystem::path& file) {
  return stamp(file.native()).has_value();
}

bool read_through(const std::string& uri, const std::function<void(const Connection&)>& use) {
  Connection connection(uri, Connection::Mode::kReadOnly);
  connection.execute("PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF; PRAGMA query_only = ON");
  Transaction transaction(connection, Transaction::Kind::kRead);
  if (!is_readable(connection)) return false;
  use(connection);
  transaction.commit();
  return true;
}

// A directory of our own that goes with us.
class PrivateDirectory {
 public:
  PrivateDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "campaignd-XXXXXX").native();
    if (::mkdtemp(name.data()) == nullptr) throw DatabaseError(SQLITE_CANTOPEN, errno, "cannot make " + name);
    path_ = name;
  }
  ~PrivateDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  PrivateDirectory(const PrivateDirectory&) = delete;
  PrivateDirectory& operator=(const PrivateDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The two files belong together: a checkpoint between the two copies would lose what it moved from one to the other.
bool read_copy(const std::filesystem::path& file, const std::function<void(const Connection&)>& use) {
  const PrivateDirectory directory;
  const std::filesystem::path copy = directory.path() / file.filename();
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const Stamps before = look(file);
    copy_both(file, copy);
    if (look(file) == before) return read_through(file_uri(copy.native(), "mode=ro"), use);
  }
  throw DatabaseError(SQLITE_BUSY, 0, "it is written all the time");
}

void copy_both(const std::filesystem::path& file, const std::filesystem::path& copy) {
  for (const char* suffix : {"", "-wal"}) {
    std::error_code error;
    std::filesystem::copy_file(file.native() + suffix, copy.native() + suffix,
                               std::filesystem::copy_options::overwrite_existing, error);
    if (!error) continue;
    // The writer that ended takes its log with it.
    if (error == std::errc::no_such_file_or_directory) {
      std::filesystem::remove(copy.native() + suffix, error);
      continue;
    }
    throw DatabaseError(SQLITE_CANTOPEN, error.value(), "cannot copy " + file.native() + suffix);
  }
}

}  // namespace
}  // namespace campaignd
