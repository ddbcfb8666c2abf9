// A state directory with a real journal in it, and stores that are numbered so that what was kept can be told.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "adapters/sqlite/sqlite_journal.h"
#include "contract/temporary_directory.h"

namespace campaignd::testing {

struct State {
  State();

  TemporaryDirectory directory;
  JournalPlace place{directory.path() / "state", directory.path() / "machine-id"};

  [[nodiscard]] std::filesystem::path file() const { return place.file(); }
};

// The n-th store: a revision, a campaign's memory, the intent number n and the outcome of the one before, all of which
// name n; together some 40 pages. Empty: it succeeded.
std::string store(Journal& journal, std::int64_t n);

// Which store `journal` remembers as its last, all parts of it: `7`; or what contradicts itself; or the failure.
std::string last_store(Journal& journal);

// Stores, and tells what went wrong and what is remembered then.
std::string store_and_recall(Journal& journal, std::int64_t n);

// Every file below, with what would show that it was touched. The change time does not: where SQLite runs as root, it
// gives each file that it opens to the owner that it has already.
std::map<std::string, std::string> traces(const std::filesystem::path& directory);

std::string bytes_of(const std::filesystem::path& file);
void write_bytes(const std::filesystem::path& file, const std::string& bytes);

// Runs SQL on the file, past the journal; makes it where there is none.
void sql(const std::filesystem::path& file, const char* statements);
std::int64_t sql_integer(const std::filesystem::path& file, const char* statement);

}  // namespace campaignd::testing
