// The journal's end: what is old or too much goes, memory and what is unresolved stay, the room is given back.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/sqlite/history_reader.h"
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
