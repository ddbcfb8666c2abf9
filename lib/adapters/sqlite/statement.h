// A connection to SQLite and its prepared statements, closed and finalised by themselves. Every error is thrown as
// DatabaseError; the journal turns it into a JournalFailure, so that none leaves this folder.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace campaignd {

class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(int code, int system_error, const std::string& message)
      : std::runtime_error(message), code_(code), system_error_(system_error) {}

  [[nodiscard]] int code() const { return code_; }                  // SQLite's extended result code
  [[nodiscard]] int system_error() const { return system_error_; }  // errno, or 0

 private:
  int code_;
  int system_error_;
};

// What is stored is not what this program stores: a damaged file, or somebody else's hand.
[[noreturn]] void throw_not_understood(const std::string& what);

// One prepared statement. Parameters are put from left to right, columns are taken from left to right, so that the two
// halves of a codec read alike.
class Statement {
 public:
  Statement(sqlite3* connection, std::string_view sql);

  // Binds the next parameter. Text and bytes are copied.
  void put_null();
  void put_text(std::string_view text);
  void put_bytes(std::string_view bytes);
  void put_integer(std::int64_t value);
  void put_real(double value);

  // Runs a statement that returns no rows, and makes it ready for the next.
  void run();

  // Moves to the next row; false after the last, and then the statement is ready to run again.
  bool next();

  // Ends a reading early.
  void reset();

  // Takes the next column of this row. A type other than the one asked for is thrown as not understood.
  [[nodiscard]] bool next_is_null() const;
  [[nodiscard]] bool next_is_integer() const;
  void skip();
  std::string take_text();
  std::string take_bytes();
  std::int64_t take_integer();
  double take_real();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  void check(int code) const;
  [[nodiscard]] int column_of(int type);

  sqlite3* connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int parameter_ = 0;
  int column_ = 0;
};

class Connection {
 public:
  enum class Mode { kReadOnly, kReadWrite };

  // `uri` is a `file:` URI. Never creates a file.
  Connection(const std::string& uri, Mode mode);

  // One or more statements without results.
  void execute(const char* sql);

  [[nodiscard]] Statement prepare(std::string_view sql) const { return {handle_.get(), sql}; }

  // The one integer that `sql` (a PRAGMA or a SELECT) gives; 0 where it gives none.
  [[nodiscard]] std::int64_t integer(std::string_view sql) const;

  // Whether a transaction is open; some errors roll back by themselves.
  [[nodiscard]] bool in_transaction() const;

  // Rows that the last statement changed.
  [[nodiscard]] std::int64_t changes() const;

  [[nodiscard]] std::int64_t last_row() const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

// A transaction that is undone unless it is committed.
class Transaction {
 public:
  enum class Kind { kRead, kWrite };
  Transaction(Connection& connection, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  Connection& connection_;
  bool is_open_ = true;
};

// `path` as a `file:` URI with `query` behind it.
std::string file_uri(std::string_view path, std::string_view query);

}  // namespace campaignd
