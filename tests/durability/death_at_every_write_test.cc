// The whole engine on the real journal, killed with SIGKILL at every single write to its file. Whatever it had done is
// accounted for: no PATCH without an intent that was on disk before it, no intent that stays without an outcome, and
// the outcome is what became of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "adapters/sqlite/dying_disk.h"
#include "adapters/sqlite/history_reader.h"
#include "adapters/sqlite/state.h"
#include "busy_world.h"
#include "contract/in_child.h"

namespace campaignd {
namespace {

using testing::DyingDisk;
using testing::QuickDisk;
using testing::State;

using Call = std::pair<CampaignId, Patch>;

std::vector<Record> records_of(const State& state, RecordKind kind) {
  HistoryFilter filter;
  filter.kinds = {kind};
  return HistoryReader(state.place).history(filter).value().records;
}

std::ptrdiff_t times(const std::vector<PatchCampaign>& reached, const Record& intent) {
  return std::ranges::count_if(
      reached, [&](const PatchCampaign& call) { return call.id == *intent.campaign && call.patch == *intent.patch; });
}

// Every PATCH that reached the service had an intent on disk.
void check_was_announced(const State& state, const std::vector<PatchCampaign>& reached) {
  const auto intents = records_of(state, RecordKind::kIntent);
  for (const PatchCampaign& call : reached) {
    CHECK(std::ranges::any_of(
        intents, [&](const Record& intent) { return intent.campaign == call.id && intent.patch == call.patch; }));
  }
}

// Every intent has one outcome, and says `applied` where its PATCH reached the service and nowhere else.
void check_accounts(const State& state, const std::vector<PatchCampaign>& reached) {
  std::map<std::uint64_t, Outcome> outcomes;
  for (const Record& record : records_of(state, RecordKind::kOutcome)) {
    CHECK(outcomes.emplace(record.intent, record.outcome.value()).second);
  }
  std::map<std::string, std::ptrdiff_t> applied;
  for (const Record& intent : records_of(state, RecordKind::kIntent)) {
    CAPTURE(intent.handle->str());
    REQUIRE(outcomes.contains(intent.intent));
    const std::string what = intent.handle->str() + intent.action;
    if (outcomes.at(intent.intent) == Outcome::kApplied) ++applied[what];
    CHECK(applied[what] <= times(reached, intent));
    outcomes.erase(intent.intent);
  }
  CHECK(outcomes.empty());
  std::ptrdiff_t sum = 0;
  for (const auto& [what, count] : applied) sum += count;
  CHECK(sum == std::ssize(reached));
}

}  // namespace

TEST_CASE("killed at any write of its journal, the service leaves no action unaccounted for, and sends none twice") {
  const QuickDisk quick;
  for (int n = 1;; ++n) {
    CAPTURE(n);
    const State state;
    Reached reached;
    const std::string end = in_child([&]() -> std::string {
      DyingDisk::kill_in_write(n);
      SqliteJournal journal(state.place);
      BusyWorld world(journal, reached);
      world.runs_for(1min);
      return world.is_as_the_file_says() ? "lived" : "lived, and did not do it";
    });
    if (!reached.all().empty()) check_was_announced(state, reached.all());

    SqliteJournal journal(state.place);
    BusyWorld next(journal, reached);
    next.clock.advance(1min);
    next.runs_for(20min);

    CHECK(next.is_as_the_file_says());
    CHECK(next.last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
    CHECK(journal.unresolved().value().empty());
    CHECK(reached.all().size() == BusyWorld::kPatches);
    check_accounts(state, reached.all());
    if (end == "lived") break;
    REQUIRE(end == "");
  }
}

TEST_CASE("the intents of all that is about to leave are on disk, in one transaction, before the first leaves") {
  const QuickDisk quick;
  const State state;
  SqliteJournal journal(state.place);
  Reached reached;
  BusyWorld world(journal, reached);
  std::vector<std::size_t> open_when_one_leaves;
  world.api.before_answer = [&](const ApiCall& call) {
    if (is_patch(call)) open_when_one_leaves.push_back(records_of(state, RecordKind::kIntent).size());
  };
  world.runs_for(1min);
  // The stop goes before all else; then three at once; then what follows the stop.
  CHECK(open_when_one_leaves == std::vector<std::size_t>{1, 5, 5, 5, 5});
}

}  // namespace campaignd
