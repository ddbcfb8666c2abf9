// The journal's end: what is old or too much goes, memory and what is unresolved stay, the room is given back.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "adapters/sqlite/history_reader.h"
#include "adapters/sqlite/statement.h"
#include "contract/memory_samples.h"
#include "state.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

constexpr std::int64_t kNoLimit = std::int64_t{1} << 40;

Record note(std::int64_t minute, std::size_t size = 10) {
  Record record = samples::outcome(0);
  record.at = samples::at(minute);
  record.detail = std::string(size, 'x');
  return record;
}

std::vector<WallTime> times_left(const State& state) {
  std::vector<WallTime> times;
  const auto history = HistoryReader(state.place).history({});
  for (const Record& record : history.value().records) times.push_back(record.at);
  return times;
}

}  // namespace

TEST_CASE("records older than the limit go, and one at the limit stays") {
  const State state;
  SqliteJournal journal(state.place);
  REQUIRE(journal.store(samples::everything(), std::vector{note(1), note(2), note(3)}));

  CHECK(journal.prune(std::chrono::minutes(8), kNoLimit, samples::at(10)).value().removed == 1);

  CHECK(times_left(state) == std::vector{samples::at(2), samples::at(3)});
  CHECK(samples::equal(journal.recall().value(), samples::everything_remembered()));
}

TEST_CASE("an intent without an outcome stays however old it is") {
  const State state;
  SqliteJournal journal(state.place);
  Record intent = samples::intent(1);
  intent.at = samples::at(0);
  REQUIRE(journal.store({}, std::vector{intent, note(1)}));

  CHECK(journal.prune(std::chrono::minutes(1), 1, samples::at(1000)).value().removed == 1);

  CHECK(journal.unresolved().value() == std::vector{intent});
}

TEST_CASE("the oldest records go until the file is small enough, and it becomes that small") {
  const State state;
  SqliteJournal journal(state.place);
  std::vector<Record> records;
  for (int i = 0; i < 1500; ++i) records.push_back(note(i, 1000));
  REQUIRE(journal.store({}, records));

  const auto removed = journal.prune(std::chrono::hours(1000), 1'000'000, samples::at(1500)).value().removed;

  CHECK(removed >= 500);
  CHECK(removed < 1500);
  CHECK(std::filesystem::file_size(state.file()) <= 1'000'000);
  const auto left = times_left(state);
  CHECK(left.size() == 1500 - static_cast<std::size_t>(removed));
  CHECK(left.back() == samples::at(1499));
}

TEST_CASE("what is much is removed by and by, and each time says whether there is more") {
  const State state;
  SqliteJournal journal(state.place);
  std::vector<Record> records;
  for (int i = 0; i < 10'500; ++i) records.push_back(note(i));
  REQUIRE(journal.store({}, records));

  const auto first = journal.prune(std::chrono::minutes(1), kNoLimit, samples::at(100'000)).value();
  CHECK(first.removed == 10'000);
  CHECK(first.has_more);

  const auto second = journal.prune(std::chrono::minutes(1), kNoLimit, samples::at(100'000)).value();
  CHECK(second.removed == 500);
  const auto third = journal.prune(std::chrono::minutes(1), kNoLimit, samples::at(100'000)).value();
  CHECK(third.removed == 0);
  CHECK_FALSE(third.has_more);
}

TEST_CASE("with records coming all the time the files stay near the limit, the log among them") {
  const State state;
  SqliteJournal journal(state.place);
  REQUIRE(journal.store(samples::everything(), {}));
  constexpr std::int64_t kLimit = 1'000'000;
  constexpr std::uintmax_t kLogLimit = 4'194'304;  // its size while nothing is removed; the next store begins it anew
  std::uintmax_t largest = 0;
  for (int turn = 0; turn < 12; ++turn) {
    std::vector<Record> records;
    for (int i = 0; i < 600; ++i) records.push_back(note(turn * 600 + i, 500));
    REQUIRE(journal.store({}, records));
    for (bool more = true; more;) {
      const auto pruned = journal.prune(std::chrono::hours(10'000), kLimit, samples::at(turn * 600)).value();
      more = pruned.has_more;
    }
    largest = std::max(largest, std::filesystem::file_size(state.file()));
    CHECK(std::filesystem::file_size(state.file().native() + "-wal") <= kLogLimit);
  }
  CHECK(largest <= kLimit);
  CHECK(largest > kLimit / 2);
  CHECK(samples::equal(journal.recall().value(), samples::everything_remembered()));
}

TEST_CASE("somebody who reads for long keeps nobody from pruning") {
  const State state;
  SqliteJournal journal(state.place);
  std::vector<Record> records;
  for (int i = 0; i < 2000; ++i) records.push_back(note(i, 1000));
  REQUIRE(journal.store({}, records));
  Connection reader(file_uri(state.file().native(), "mode=ro"), Connection::Mode::kReadOnly);
  Transaction reading(reader, Transaction::Kind::kRead);
  REQUIRE(reader.integer("SELECT count(*) FROM record") == 2000);

  const auto began = std::chrono::steady_clock::now();
  const auto pruned = journal.prune(std::chrono::hours(1000), 1'000'000, samples::at(2000));
  // The patience that writers have with each other is 5 s; a reader is not waited for at all.
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::milliseconds(4900));
  REQUIRE(pruned);
  CHECK(pruned->removed > 500);
  CHECK(reader.integer("SELECT count(*) FROM record") == 2000);
}
