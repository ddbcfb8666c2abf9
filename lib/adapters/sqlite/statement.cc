#include "adapters/sqlite/statement.h"

#include <sqlite3.h>

#include <array>

namespace campaignd {
namespace {

[[noreturn]] void throw_error(sqlite3* connection, int code) {
  const char* const message = connection == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(connection);
  const int extended = connection == nullptr ? code : sqlite3_extended_errcode(connection);
  // A misuse leaves no code behind in the connection.
  throw DatabaseError(extended == SQLITE_OK ? code : extended,
                      connection == nullptr ? 0 : sqlite3_system_errno(connection), message);
}

}  // namespace

void throw_not_understood(const std::string& what) {
  throw DatabaseError(SQLITE_CORRUPT, 0, what);
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* connection, std::string_view sql) : connection_(connection) {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &prepared, nullptr);
  statement_.reset(prepared);
  check(code);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) throw_error(connection_, code);
}

void Statement::put_null() {
  check(sqlite3_bind_null(statement_.get(), ++parameter_));
}

void Statement::put_text(std::string_view text) {
  // An empty view may hold no pointer, which SQLite would take for NULL.
  const char* const data = text.empty() ? "" : text.data();
  check(sqlite3_bind_text64(statement_.get(), ++parameter_, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::put_bytes(std::string_view bytes) {
  const char* const data = bytes.empty() ? "" : bytes.data();
  check(sqlite3_bind_blob64(statement_.get(), ++parameter_, data, bytes.size(), SQLITE_TRANSIENT));
}

void Statement::put_integer(std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), ++parameter_, value));
}

void Statement::put_real(double value) {
  check(sqlite3_bind_double(statement_.get(), ++parameter_, value));
}

void Statement::run() {
  while (next()) {
  }
}

bool Statement::next() {
  const int code = sqlite3_step(statement_.get());
  column_ = 0;
  if (code == SQLITE_ROW) return true;
  // `reset` clears the connection's message: throw first, the statement is reset by whoever uses it next.
  parameter_ = 0;
  if (code != SQLITE_DONE) {
    const int extended = sqlite3_extended_errcode(connection_);
    const int system_error = sqlite3_system_errno(connection_);
    const std::string message = sqlite3_errmsg(connection_);
    sqlite3_reset(statement_.get());
    throw DatabaseError(extended, system_error, message);
  }
  sqlite3_reset(statement_.get());
  return false;
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  parameter_ = 0;
  column_ = 0;
}

bool Statement::next_is_null() const {
  return sqlite3_column_type(statement_.get(), column_) == SQLITE_NULL;
}

bool Statement::next_is_integer() const {
  return sqlite3_column_type(statement_.get(), column_) == SQLITE_INTEGER;
}

void Statement::skip() {
  ++column_;
}

int Statement::column_of(int type) {
  if (sqlite3_column_type(statement_.get(), column_) != type) {
    const char* const name = sqlite3_column_name(statement_.get(), column_);
    throw_not_understood("column " + std::string(name == nullptr ? "?" : name) + " holds another kind of value");
  }
  return column_++;
}

std::string Statement::take_text() {
  const int column = column_of(SQLITE_TEXT);
  const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (text == nullptr) throw_error(connection_, SQLITE_NOMEM);
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string Statement::take_bytes() {
  const int column = column_of(SQLITE_BLOB);
  const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  if (bytes == nullptr) return {};  // an empty one has no pointer
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::int64_t Statement::take_integer() {
  return sqlite3_column_int64(statement_.get(), column_of(SQLITE_INTEGER));
}

double Statement::take_real() {
  return sqlite3_column_double(statement_.get(), column_of(SQLITE_FLOAT));
}

void Connection::Close::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle);
}

Connection::Connection(const std::string& uri, Mode mode) {
  const int access = mode == Mode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(uri.c_str(), &opened,
                                   access | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  handle_.reset(opened);
  if (code != SQLITE_OK) throw_error(opened, code);
}

void Connection::execute(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw_error(handle_.get(), code);
}

std::int64_t Connection::integer(std::string_view sql) const {
  Statement statement = prepare(sql);
  return statement.next() ? statement.take_integer() : 0;
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(handle_.get()) == 0;
}

std::int64_t Connection::changes() const {
  return sqlite3_changes64(handle_.get());
}

std::int64_t Connection::last_row() const {
  return sqlite3_last_insert_rowid(handle_.get());
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  // A writer asks for its lock at once: a reader that becomes a writer later can be refused without waiting.
  connection_.execute(kind == Kind::kWrite ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (!is_open_ || !connection_.in_transaction()) return;
  try {
    connection_.execute("ROLLBACK");
  } catch (const DatabaseError&) {
    is_open_ = false;  // nothing is left to do: what was not committed is not stored
  }
}

void Transaction::commit() {
  connection_.execute("COMMIT");
  is_open_ = false;
}

std::string file_uri(std::string_view path, std::string_view query) {
  static constexpr std::array kHex{'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', kHex.at(byte >> 4U), kHex.at(byte & 15U)};
    } else {
      uri += c;
    }
  }
  return uri.append("?").append(query);
}

}  // namespace campaignd
