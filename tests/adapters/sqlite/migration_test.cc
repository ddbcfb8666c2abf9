// Files of older versions: what the first release left behind is all there under the newest schema, and a migration
// that dies or fails leaves the file as it was.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <string>

#include "adapters/sqlite/history_reader.h"
#include "contract/in_child.h"
#include "contract/memory_samples.h"
#include "dying_disk.h"
#include "state.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

constexpr const char* kFirstCommit = "89abcdef0123456789abcdef0123456789abcdef";
constexpr const char* kRefusedCommit = "456789abcdef0123456789abcdef0123456789ab";

void make_version_1(const State& state) {
  sql(state.file(), bytes_of(CAMPAIGND_TEST_DATA "/journal/version-1.sql").c_str());
}

History history_of(const State& state) {
  auto history = HistoryReader(state.place).history({});
  REQUIRE_MESSAGE(history, history.error().detail);
  return *std::move(history);
}

void check_is_whole(const State& state) {
  SqliteJournal journal(state.place);
  CHECK(samples::equal(journal.recall().value(), samples::everything_remembered()));
  CHECK(journal.unresolved().value() == std::vector{samples::intent(1)});
  CHECK(sql_integer(state.file(), "PRAGMA user_version") == 2);
  CHECK(history_of(state).records.size() == 7);
}

}  // namespace

TEST_CASE("a file of version 1 is brought forward by the first who writes, and loses nothing") {
  const State state;
  make_version_1(state);
  REQUIRE(sql_integer(state.file(), "PRAGMA user_version") == 1);

  check_is_whole(state);

  const History history = history_of(state);
  CHECK(history.records.at(4) == samples::intent(1));
  CHECK(history.records.at(5) == samples::disarm_intent(2));
  CHECK(history.records.at(6) == samples::outcome(2));
  CHECK(history.records.at(1).action == "loaded");
  CHECK(history.records.at(2).action == "refused");
  CHECK(history.records.at(2).detail.find("unknown key") != std::string::npos);
}

TEST_CASE("the commits that version 1 wrote into its records are those of their revisions") {
  const State state;
  make_version_1(state);
  REQUIRE(SqliteJournal(state.place).open());

  const auto revisions = history_of(state).revisions;

  CHECK(revisions.at("sha256:9c1f").source == "campaigns.d/");
  CHECK(revisions.at("sha256:9c1f").commit == samples::revision().revision.commit);
  CHECK(revisions.at("sha256:0001").commit == kFirstCommit);
  CHECK(revisions.at("sha256:0bad").commit == kRefusedCommit);
  CHECK_FALSE(revisions.at("sha256:0002").commit);
}

TEST_CASE("a file that was brought forward takes what the newest version stores") {
  const State state;
  make_version_1(state);
  SqliteJournal journal(state.place);
  Record outcome = samples::outcome(1);
  outcome.cause = Cause::kBoth;

  REQUIRE(journal.store({}, std::vector{outcome}));

  CHECK(journal.unresolved().value().empty());
  CHECK(history_of(state).records.back() == outcome);
}

TEST_CASE("who only looks does not bring a file forward, and says who does") {
  const State state;
  make_version_1(state);
  const auto history = HistoryReader(state.place).history({});
  REQUIRE_FALSE(history);
  CHECK(history.error().detail.ends_with(
      "it has schema version 1 and this campaignd reads version 2: start the service once, which brings the file up to "
      "date"));
  CHECK(sql_integer(state.file(), "PRAGMA user_version") == 1);
}

TEST_CASE("a process that is killed at any write of a migration leaves the old file or the new one") {
  const QuickDisk quick;
  for (int n = 1;; ++n) {
    CAPTURE(n);
    const State state;
    make_version_1(state);
    const std::string said = in_child([&]() -> std::string {
      DyingDisk::kill_in_write(n);
      SqliteJournal journal(state.place);
      const auto opened = journal.open();
      return opened ? "opened" : opened.error().detail;
    });
    check_is_whole(state);
    if (said == "opened") break;
    REQUIRE(said == "");
  }
}

TEST_CASE("a migration for which there is no room leaves the file as it was, and goes on when there is") {
  const State state;
  make_version_1(state);
  const std::string said = in_child([&]() -> std::string {
    limit_file_size(4096);
    SqliteJournal journal(state.place);
    const auto opened = journal.open();
    return opened ? "opened" : opened.error().detail;
  });
  CHECK(said.find("no file may grow any more") != std::string::npos);
  CHECK(sql_integer(state.file(), "PRAGMA user_version") == 1);

  check_is_whole(state);
}
