// An SQLite file that another process writes to, for as long as this lives: a transaction that does not end.
#pragma once

#include <sqlite3.h>

#include <stdexcept>
#include <string>

namespace campaignd::testing {

class LockedDatabase {
 public:
  explicit LockedDatabase(const std::string& file) {
    const bool is_open = ::sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK;
    if (is_open) ::sqlite3_busy_timeout(database_, 10000);
    if (!is_open || ::sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) != SQLITE_OK) {
      const std::string why = ::sqlite3_errmsg(database_);
      ::sqlite3_close(database_);
      throw std::runtime_error("cannot lock " + file + ": " + why);
    }
  }
  ~LockedDatabase() { ::sqlite3_close(database_); }  // rolls back
  LockedDatabase(const LockedDatabase&) = delete;
  LockedDatabase& operator=(const LockedDatabase&) = delete;

 private:
  sqlite3* database_ = nullptr;
};

}  // namespace campaignd::testing
