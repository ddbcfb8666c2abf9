// Those who only look: `campaignctl plan` and `history` leave no trace, need no rights but to read, and see one whole
// version whatever the service does meanwhile.
#include <doctest/doctest.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <string>

#include "adapters/sqlite/history_reader.h"
#include "adapters/sqlite/read_only_journal.h"
#include "contract/in_child.h"
#include "state.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

// A service as a process of its own, which has stored `n` times and lives on until it is killed.
class Service {
 public:
  Service(const State& state, std::int64_t n) {
    REQUIRE(::pipe(ends_.data()) == 0);
    child_.emplace([&]() -> std::string {
      SqliteJournal journal(state.place);
      for (std::int64_t i = 1; i <= n; ++i) {
        if (const std::string failure = store(journal, i); !failure.empty()) return failure;
      }
      static_cast<void>(!::write(ends_[1], "y", 1));
      for (;;) ::pause();
    });
    ::close(ends_[1]);
    char said = 0;
    REQUIRE(::read(ends_[0], &said, 1) == 1);
    ::close(ends_[0]);
  }
  void kill() { child_->kill(); }

 private:
  std::array<int, 2> ends_{};
  std::optional<Child> child_;
};

std::string read_without_trace(const State& state) {
  const auto before = traces(state.place.directory);
  ReadOnlyJournal reader(state.place);
  std::string said = last_store(reader);
  CHECK(traces(state.place.directory) == before);
  return said;
}

// As somebody who may read everything and write nothing.
std::string read_as_nobody(const State& state) {
  std::filesystem::permissions(state.place.directory, std::filesystem::perms(0555));
  for (const auto& entry : std::filesystem::directory_iterator(state.place.directory)) {
    std::filesystem::permissions(entry.path(), std::filesystem::perms(0444));
  }
  std::string said = as_nobody([&] {
    ReadOnlyJournal reader(state.place);
    return last_store(reader);
  });
  std::filesystem::permissions(state.place.directory, std::filesystem::perms(0755));
  for (const auto& entry : std::filesystem::directory_iterator(state.place.directory)) {
    std::filesystem::permissions(entry.path(), std::filesystem::perms(0644));
  }
  return said;
}

}  // namespace

TEST_CASE("a state directory without a journal is an empty memory, and stays empty") {
  const State state;
  CHECK(read_without_trace(state) == "none");
  CHECK(traces(state.place.directory).empty());
}

TEST_CASE("a journal is read without a trace, by whoever may read it") {
  const State state;
  SUBCASE("of a service that ended") {
    {
      SqliteJournal journal(state.place);
      REQUIRE(store(journal, 1) == "");
      REQUIRE(store(journal, 2) == "");
    }
    REQUIRE_FALSE(std::filesystem::exists(state.file().native() + "-wal"));
  }
  SUBCASE("of one that was killed") {
    Service(state, 2).kill();
    REQUIRE(std::filesystem::exists(state.file().native() + "-wal"));
    REQUIRE(std::filesystem::exists(state.file().native() + "-shm"));
  }
  SUBCASE("of one whose machine went down, which takes the shared memory along") {
    Service(state, 2).kill();
    std::filesystem::remove(state.file().native() + "-shm");
  }
  CHECK(read_without_trace(state) == "2");
  CHECK(read_as_nobody(state) == "2");
  SqliteJournal journal(state.place);
  CHECK(last_store(journal) == "2");  // and the next service finds it as it was
}

TEST_CASE("a journal is read beside the living service") {
  const State state;
  const Service service(state, 2);
  CHECK(read_without_trace(state) == "2");
  CHECK(read_as_nobody(state) == "2");
}

TEST_CASE("a member of the service's group, who may only read, sees the history beside the living service") {
  if (::geteuid() != 0) {
    MESSAGE("not tried: this user cannot give files to a group");
    return;
  }
  const State state;
  const Service service(state, 2);
  constexpr gid_t kGroup = 4242;
  REQUIRE(::chown(state.place.directory.c_str(), 0, kGroup) == 0);
  REQUIRE(::chmod(state.place.directory.c_str(), 0750) == 0);
  for (const auto& entry : std::filesystem::directory_iterator(state.place.directory)) {
    REQUIRE(::chown(entry.path().c_str(), 0, kGroup) == 0);
  }
  const auto history_as = [&](gid_t group) {
    return in_child([&]() -> std::string {
      if (::setgroups(0, nullptr) != 0 || ::setgid(group) != 0 || ::setuid(65534) != 0) return "cannot become nobody";
      const auto history = HistoryReader(state.place).history({});
      return history ? std::to_string(history->records.size()) : history.error().detail;
    });
  };
  const auto before = traces(state.place.directory);
  CHECK(history_as(kGroup) == "4");
  CHECK(traces(state.place.directory) == before);
  CHECK(history_as(4243).find("Permission denied") != std::string::npos);
}

TEST_CASE("while the service writes on, every reading is of one whole version") {
  const State state;
  Child service([&]() -> std::string {
    std::int64_t n = 1;
    for (;; ++n) {
      SqliteJournal journal(state.place);  // opened and closed too, which makes and removes the log
      for (int i = 0; i < 5; ++i, ++n) {
        if (const std::string failure = store(journal, n); !failure.empty()) return failure;
      }
      if (n > 1'000'000) return "";
    }
  });
  ReadOnlyJournal reader(state.place);
  std::int64_t last = 0;
  for (int readings = 0; readings < 60 || last == 0;) {
    const auto memory = reader.recall();
    REQUIRE_MESSAGE(memory, memory.error().detail);
    if (!memory->last_good) continue;
    const std::string revision = memory->last_good->revision.hash.substr(7);
    REQUIRE(memory->campaigns.begin()->second.own_keys == revision);
    REQUIRE(memory->last_good->files.at(0).bytes.substr(160'000) == revision);
    REQUIRE(std::stoll(revision) >= last);
    last = std::stoll(revision);
    ++readings;
  }
}

TEST_CASE("a reader stores nothing and says so") {
  const State state;
  ReadOnlyJournal reader(state.place);
  CHECK(store(reader, 1) == "the journal " + state.file().native() + " was opened for reading: nothing is stored");
  CHECK(traces(state.place.directory).empty());
}
