// Files that cannot be used: of the future, of another program, damaged, no files at all. Each is refused with what to
// do next, and left as it is.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "adapters/sqlite/read_only_journal.h"
#include "contract/in_child.h"
#include "state.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

unsigned mode_of(const std::filesystem::path& file) {
  struct stat status = {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

// What the service and those who only look are told; the file must come out of it as it went in.
std::string refused(const State& state) {
  const std::string before = bytes_of(state.file());
  SqliteJournal journal(state.place);
  const auto memory = journal.recall();
  REQUIRE_FALSE(memory);
  CHECK(store(journal, 1) == memory.error().detail);
  ReadOnlyJournal reader(state.place);
  CHECK(last_store(reader) == memory.error().detail);
  CHECK(bytes_of(state.file()) == before);
  const std::string beginning = "the journal " + state.file().native() + " cannot be used: ";
  REQUIRE(memory.error().detail.starts_with(beginning));
  return memory.error().detail.substr(beginning.size());
}

void make_journal(const State& state) {
  SqliteJournal journal(state.place);
  REQUIRE(store(journal, 1) == "");
}

}  // namespace

TEST_CASE("a journal of a process that was killed, with an umask of its own, is the group's to see as well") {
  const State state;
  const std::string said = in_child([&]() -> std::string {
    ::umask(077);
    SqliteJournal journal(state.place);
    std::string failure = store(journal, 1);
    if (failure.empty()) ::kill(::getpid(), SIGKILL);
    return failure;
  });
  REQUIRE(said == "");
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const std::string file = state.file().native() + suffix;
    CHECK(mode_of(file) == 0640);
    REQUIRE(::chmod(file.c_str(), 0600) == 0);  // as the first version left them
  }

  SqliteJournal journal(state.place);
  REQUIRE(store(journal, 2) == "");

  for (const char* suffix : {"", "-wal", "-shm"}) CHECK(mode_of(state.file().native() + suffix) == 0640);
}

TEST_CASE("a new journal has the newest schema, and its owner and group alone see it and its log") {
  const State state;
  SqliteJournal journal(state.place);
  REQUIRE(journal.open());

  CHECK(sql_integer(state.file(), "PRAGMA user_version") == 2);
  CHECK(sql_integer(state.file(), "PRAGMA application_id") == 0x436d7067);
  for (const char* suffix : {"", "-wal", "-shm"}) CHECK(mode_of(state.file().native() + suffix) == 0640);
}

TEST_CASE("a journal that everybody may read is closed to all but owner and group") {
  const State state;
  make_journal(state);
  std::filesystem::permissions(state.file(), std::filesystem::perms(0664));

  SqliteJournal journal(state.place);
  REQUIRE(journal.open());

  CHECK(mode_of(state.file()) == 0640);
}

TEST_CASE("opening a journal that is up to date writes nothing") {
  const State state;
  make_journal(state);
  const std::string before = bytes_of(state.file());
  {
    SqliteJournal journal(state.place);
    REQUIRE(journal.open());
    REQUIRE(journal.open());
    CHECK(last_store(journal) == "1");
  }
  CHECK(bytes_of(state.file()) == before);
}

TEST_CASE("a schema from the future is refused") {
  const State state;
  make_journal(state);
  sql(state.file(), "PRAGMA user_version = 3");
  CHECK(
      refused(state) ==
      "it has schema version 3, made by a newer campaignd; this one knows versions up to 2: install the newer version "
      "again (nothing was changed)");
}

TEST_CASE("another program's database is refused") {
  const State state;
  SUBCASE("with tables") {
    sql(state.file(), "CREATE TABLE theirs (a)");
  }
  SUBCASE("with a version like ours") {
    sql(state.file(), "CREATE TABLE theirs (a); PRAGMA user_version = 1");
  }
  SUBCASE("with its own id") {
    sql(state.file(), "PRAGMA application_id = 7; CREATE TABLE theirs (a)");
  }
  CHECK(refused(state) ==
        "it is an SQLite database of some other program; point stateDirectory at a directory of campaignd's own, or "
        "move this file away");
}

TEST_CASE("a damaged file is an error that says how to save what can be saved") {
  const State state;
  make_journal(state);
  std::string bytes = bytes_of(state.file());
  SUBCASE("no database") {
    bytes = std::string(8192, 'x');
  }
  SUBCASE("cut short") {
    bytes.resize(bytes.size() / 2);
  }
  SUBCASE("pages overwritten") {
    bytes.replace(4096, bytes.size() - 4096, bytes.size() - 4096, '\x5a');
  }
  write_bytes(state.file(), bytes);

  const std::string said = refused(state);

  CHECK(said.ends_with(
      "; the file is damaged: stop campaignd, keep a copy, and restore a backup or what `sqlite3 " +
      state.file().native() +
      " .recover` saves; moved away, campaignd starts with an empty memory, and would put back on the clock "
      "what people took off it at the service: look at `campaignctl plan` first"));
}

TEST_CASE("a file that was mended is used again without a restart") {
  const State state;
  make_journal(state);
  const std::string good = bytes_of(state.file());
  write_bytes(state.file(), std::string(8192, 'x'));
  SqliteJournal journal(state.place);
  REQUIRE_FALSE(journal.recall());

  SUBCASE("written anew") {
    write_bytes(state.file(), good);
  }
  SUBCASE("another in its place") {
    write_bytes(state.file().native() + ".new", good);
    std::filesystem::rename(state.file().native() + ".new", state.file());
  }
  CHECK(last_store(journal) == "1");
  CHECK(store(journal, 2) == "");
}

TEST_CASE("what is no file is refused and never waited on") {
  const State state;
  SUBCASE("a FIFO") {
    REQUIRE(::mkfifo(state.file().c_str(), 0600) == 0);
  }
  SUBCASE("a directory") {
    std::filesystem::create_directory(state.file());
  }
  SqliteJournal journal(state.place);
  CHECK(store(journal, 1) ==
        "the journal " + state.file().native() + " cannot be used: it is not a regular file; move it away");
}

TEST_CASE("a journal that is moved away under the running service is not written to any more, until it is back") {
  const State state;
  SqliteJournal journal(state.place);
  REQUIRE(store(journal, 1) == "");
  const auto elsewhere = state.directory.path() / "elsewhere";
  std::filesystem::rename(state.file(), elsewhere);

  CHECK(store(journal, 2).find("it was moved, replaced or deleted while campaignd was running") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(state.file()));

  std::filesystem::rename(elsewhere, state.file());
  CHECK(last_store(journal) == "1");
  CHECK(store(journal, 2) == "");
}
