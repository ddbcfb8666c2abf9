#include "adapters/sqlite/failure.h"

#include <sqlite3.h>

#include <cerrno>
#include <system_error>

namespace campaignd {
namespace {

std::string advice(const std::filesystem::path& file, const DatabaseError& error);

}  // namespace

JournalFailure failure_of(const std::filesystem::path& file, const DatabaseError& error) {
  std::string detail = "the journal " + file.string() + " cannot be used: " + error.what();
  if (error.system_error() != 0) detail += " (" + std::generic_category().message(error.system_error()) + ")";
  return {detail + "; " + advice(file, error)};
}

JournalFailure failure_of(const std::filesystem::path& file, const SchemaRefused& refusal) {
  return {"the journal " + file.string() + " cannot be used: " + refusal.what()};
}

bool is_lasting(const DatabaseError& error) {
  const int primary = error.code() & 0xff;
  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_IOERR ||
         primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY;
}

namespace {

std::string advice(const std::filesystem::path& file, const DatabaseError& error) {
  const std::string directory = file.parent_path().string();
  const std::string full = "make room on the file system of " + directory + "; campaignd goes on by itself";
  // A full disk shows itself in several codes: the shared memory file cannot grow either.
  if (error.system_error() == ENOSPC || error.system_error() == EDQUOT) return full;
  if (error.system_error() == EFBIG) {
    return "no file may grow any more for this process: raise its limit (`LimitFSIZE=` of the unit, `ulimit -f`)";
  }
  switch (error.code() & 0xff) {
    case SQLITE_FULL:
      return full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "the file is damaged: stop campaignd, keep a copy, and restore a backup or what `sqlite3 " +
             file.string() +
             " .recover` saves; moved away, campaignd starts with an empty memory, and would put back on the "
             "clock what people took off it at the service: look at `campaignctl plan` first";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another process holds it for too long: see `fuser " + file.string() + "`";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return directory +
             " has to exist and be writable for the service's user: look at its owner, its mode and its "
             "mount";
    case SQLITE_IOERR:
      return "the disk could not be read or written: look into the kernel's log";
    default:
      return "campaignd tries again";
  }
}

}  // namespace
}  // namespace campaignd
