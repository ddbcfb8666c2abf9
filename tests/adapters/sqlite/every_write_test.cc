// A real process, killed at every single write to the real file, one after another: what it said was stored is there,
// whole, and at most the store under way beside it.
#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <string>

#include "adapters/sqlite/history_reader.h"
#include "contract/in_child.h"
#include "contract/memory_samples.h"
#include "dying_disk.h"
#include "state.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

// The n-th store, of a few pages: a campaign's memory, the intent number n and the outcome of the one before.
std::string store_little(SqliteJournal& journal, std::int64_t n) {
  CampaignMemory campaign = samples::bare_campaign_memory(1);
  campaign.own_keys = std::to_string(n);
  const auto number = static_cast<std::uint64_t>(n);
  const std::array records{samples::outcome(number - 1), samples::intent(number)};
  const auto stored = journal.store({.campaigns = {{samples::campaign_id(1), std::move(campaign)}}}, records);
  return stored ? "" : stored.error().detail;
}

// The number of the last store that is there with all its parts; 0: none.
std::int64_t last_kept(const State& state) {
  SqliteJournal journal(state.place);
  const auto memory = journal.recall().value();
  const auto open = journal.unresolved().value();
  const auto history = HistoryReader(state.place).history({}).value();
  if (memory.campaigns.empty()) {
    CHECK(history.records.empty());
    return 0;
  }
  const std::int64_t n = std::stoll(memory.campaigns.begin()->second.own_keys);
  CHECK(history.records.size() == 2 * static_cast<std::size_t>(n));
  CHECK(open == std::vector{samples::intent(static_cast<std::uint64_t>(n))});
  CHECK(sql_integer(state.file(), "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1);
  return n;
}

}  // namespace

TEST_CASE("a process that is killed at any write has stored what it said, and nothing by halves") {
  constexpr std::int64_t kStores = 3;
  const QuickDisk quick;
  for (int n = 1;; ++n) {
    CAPTURE(n);
    const State state;
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    Child child([&]() -> std::string {
      DyingDisk::kill_in_write(n);
      SqliteJournal journal(state.place);
      for (std::int64_t i = 1; i <= kStores; ++i) {
        if (std::string failure = store_little(journal, i); !failure.empty()) return failure;
        if (::write(ends[1], &i, sizeof i) != sizeof i) return "nobody listens";
      }
      return "lived";
    });
    ::close(ends[1]);
    const std::string end = child.finish();
    std::int64_t said = 0;
    for (std::int64_t i = 0; ::read(ends[0], &i, sizeof i) == sizeof i;) said = i;
    ::close(ends[0]);

    const std::int64_t kept = last_kept(state);
    CHECK(kept >= said);
    CHECK(kept <= said + 1);
    if (end == "lived") break;
    REQUIRE(end == "");
  }
}

TEST_CASE("a process that is killed at any write while it prunes has lost old records alone") {
  const QuickDisk quick;
  const State full;
  {
    SqliteJournal journal(full.place);
    std::vector<Record> records;
    for (int i = 0; i < 20; ++i) {
      records.push_back(samples::outcome(0));
      records.back().at = samples::at(i);
      records.back().detail = std::string(1000, 'x');
    }
    records.push_back(samples::intent(1));
    REQUIRE(journal.store(samples::everything(), records));
  }
  for (int n = 1;; ++n) {
    CAPTURE(n);
    const State state;
    std::filesystem::copy_file(full.file(), state.file());
    const std::string end = in_child([&]() -> std::string {
      DyingDisk::kill_in_write(n);
      SqliteJournal journal(state.place);
      const auto pruned = journal.prune(std::chrono::minutes(10), 1 << 30, samples::at(20));
      return pruned ? "pruned " + std::to_string(pruned->removed) : pruned.error().detail;
    });

    SqliteJournal journal(state.place);
    CHECK(samples::equal(journal.recall().value(), samples::everything_remembered()));
    CHECK(journal.unresolved().value() == std::vector{samples::intent(1)});
    const auto left = HistoryReader(state.place).history({}).value().records.size();
    CHECK((left == 21 || left == 11));
    if (end == "pruned 10") break;
    REQUIRE(end == "");
  }
}
