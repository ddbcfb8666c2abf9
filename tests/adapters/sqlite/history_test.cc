// What a filter of the journal finds, and where the revisions came from that the records name.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/sqlite/history_reader.h"
#include "contract/memory_samples.h"
#include "state.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

Record at_minute(std::int64_t minute, Record record) {
  record.at = samples::at(minute);
  return record;
}

Record of(const std::string& handle, unsigned campaign, Record record) {
  record.handle = samples::handle(handle);
  record.campaign = samples::campaign_id(campaign);
  return record;
}

Record telling_of(Revision revision, std::int64_t minute, const std::string& action) {
  Record record;
  record.kind = RecordKind::kRevision;
  record.at = samples::at(minute);
  record.revision = revision.hash;
  record.action = action;
  record.loaded = std::move(revision);
  return record;
}

Revision revision(const std::string& hash, std::optional<std::string> commit = {}) {
  Revision made{hash, "campaigns.yaml", std::move(commit)};
  if (made.commit) made.author = "سارة";
  if (made.commit) made.subject = "Move " + hash;
  return made;
}

// Six minutes: an update of `eid` with its outcome, a disarm of `sale` under way, a pause, a refusal of `eid`, a
// notice of a campaign whose handle is another one by now.
struct Told : State {
  Told() {
    Record change = samples::intent(1);
    change.cause = Cause::kBoth;
    Record changed = samples::outcome(1);
    changed.action = "update";
    changed.fields = change.fields;
    changed.cause = Cause::kBoth;
    Record pause;
    pause.kind = RecordKind::kPause;
    pause.action = "pause";
    pause.person = "uid 1000 (sara)";
    Record refusal;
    refusal.kind = RecordKind::kRefusal;
    refusal.action = "blocked";
    Record notice;
    notice.kind = RecordKind::kNotice;
    notice.fields = {{Field::kName, std::string("a"), std::string("b"), {}}};
    all = {at_minute(1, of("eid", 1, change)),
           at_minute(2, of("eid", 1, changed)),
           at_minute(3, of("sale", 2, samples::disarm_intent(2))),
           at_minute(4, pause),
           at_minute(5, of("eid", 1, refusal)),
           at_minute(6, of("former-eid", 1, notice))};
    REQUIRE(SqliteJournal(place).store({}, all));
  }

  [[nodiscard]] std::vector<int> found(const HistoryFilter& filter) const {
    const auto history = HistoryReader(place).history(filter);
    REQUIRE(history);
    std::vector<int> which;
    for (const Record& record : history->records) {
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (record == all[i]) which.push_back(static_cast<int>(i) + 1);
      }
    }
    CHECK(which.size() == history->records.size());
    return which;
  }

  std::vector<Record> all;
};

using Numbers = std::vector<int>;

}  // namespace

TEST_CASE("without a filter all records come back as they were stored, oldest first") {
  const Told told;
  CHECK(told.found({}) == Numbers{1, 2, 3, 4, 5, 6});
}

TEST_CASE("records are found by handle, by campaign, and by either") {
  const Told told;
  CHECK(told.found({.handle = samples::handle("eid"), .kinds = {}}) == Numbers{1, 2, 5});
  CHECK(told.found({.campaign = samples::campaign_id(1), .kinds = {}}) == Numbers{1, 2, 5, 6});
  CHECK(told.found({.handle = samples::handle("sale"), .campaign = samples::campaign_id(1), .kinds = {}}) ==
        Numbers{1, 2, 3, 5, 6});
  CHECK(told.found({.handle = samples::handle("nobody"), .kinds = {}}).empty());
}

TEST_CASE("of a span the beginning is in it and the end is not") {
  const Told told;
  CHECK(told.found({.since = samples::at(2), .until = samples::at(5), .kinds = {}}) == Numbers{2, 3, 4});
}

TEST_CASE("an action is found by its word, and by the word of its kind") {
  const Told told;
  CHECK(told.found({.kinds = {}, .action = "disarm"}) == Numbers{3});
  CHECK(told.found({.kinds = {}, .action = "update"}) == Numbers{2});
  CHECK(told.found({.kinds = {}, .action = "refusal"}) == Numbers{5});
  CHECK(told.found({.kinds = {}, .action = "blocked"}) == Numbers{5});
  CHECK(told.found({.kinds = {RecordKind::kPause, RecordKind::kNotice}}) == Numbers{4, 6});
}

TEST_CASE("a field is found where it was to change") {
  const Told told;
  CHECK(told.found({.kinds = {}, .field = Field::kScheduledFor}) == Numbers{1, 2, 3});
  CHECK(told.found({.kinds = {}, .field = Field::kName}) == Numbers{6});
}

TEST_CASE("what people told that decides whether a campaign goes out is found with it, where that is wanted") {
  State state;
  const auto told = [&](RecordKind kind, const std::string& action, const std::string& reason = "") {
    Record record;
    record.kind = kind;
    record.at = samples::at(1);
    record.action = action;
    record.reason = reason;
    return record;
  };
  const std::vector<Record> all{told(RecordKind::kFreeze, "freeze"),
                                told(RecordKind::kFreeze, "freeze eid sale"),
                                told(RecordKind::kFreeze, "freeze eid-2"),
                                told(RecordKind::kResume, "resume", "freeze"),
                                told(RecordKind::kPause, "pause"),
                                told(RecordKind::kResume, "resume", "pause"),
                                told(RecordKind::kResume, "resume --restore", "pause"),
                                of("eid", 1, told(RecordKind::kRearm, "rearm")),
                                of("sale", 2, told(RecordKind::kRearm, "rearm"))};
  REQUIRE(SqliteJournal(state.place).store({}, all));
  const auto actions = [&](HistoryFilter filter) {
    const auto history = HistoryReader(state.place).history(std::move(filter));
    REQUIRE(history);
    std::vector<std::string> found;
    for (const Record& record : history->records) found.push_back(record.action);
    return found;
  };
  const std::vector<std::string> wanted{"freeze", "freeze eid sale", "resume", "resume --restore", "rearm"};

  for (const auto& field : {std::optional<Field>(), std::optional(Field::kScheduledFor)}) {
    CHECK(actions({.handle = samples::handle("eid"), .kinds = {}, .field = field, .with_orders = true}) == wanted);
    CHECK(actions({.handle = samples::handle("eid"), .kinds = {}, .field = field}).size() == (field ? 0 : 1));
  }
  CHECK(actions({.kinds = {}, .field = Field::kScheduledFor, .with_orders = true}).size() == 7);
}

TEST_CASE("an intent with an outcome is told by its outcome alone where that is wanted") {
  const Told told;
  CHECK(told.found({.kinds = {}, .folded = true}) == Numbers{2, 3, 4, 5, 6});
}

TEST_CASE("a limit keeps the newest, and says whether there are older ones") {
  const Told told;
  CHECK(told.found({.kinds = {}, .limit = 2}) == Numbers{5, 6});
  CHECK(HistoryReader(told.place).history({.kinds = {}, .limit = 5})->has_older);
  CHECK_FALSE(HistoryReader(told.place).history({.kinds = {}, .limit = 6})->has_older);
}

TEST_CASE("what an answer holds is found whatever it is made of") {
  const State state;
  Record odd = samples::outcome(1);
  odd.detail = std::string("a\0b\xff'; DROP TABLE record; --\n", 30);
  odd.reason = "\xe2\x81\xa7";
  REQUIRE(SqliteJournal(state.place).store({}, std::vector{odd}));
  CHECK(HistoryReader(state.place).history({})->records == std::vector{odd});
  HistoryFilter hostile;
  hostile.action = "' OR 1 = 1 --";
  CHECK(HistoryReader(state.place).history(hostile)->records.empty());
}

TEST_CASE("a record's revision is told with its commit, author and subject") {
  const State state;
  Record named = samples::outcome(1);
  named.revision = "sha256:1";
  const Revision first = revision("sha256:1", std::string(40, 'a'));
  const Revision second = revision("sha256:2", std::string(40, 'b'));
  REQUIRE(SqliteJournal(state.place)
              .store({}, std::vector{telling_of(first, 1, "loaded"), telling_of(second, 2, "refused"), named}));

  const History history = HistoryReader(state.place).history({}).value();

  CHECK(history.revisions == std::map<std::string, Revision>{{"sha256:1", first}, {"sha256:2", second}});
  CHECK(*history.revision_of(history.records.back()) == first);
}

TEST_CASE("a commit that comes after the edit is that revision's, and one that is known is not forgotten") {
  const State state;
  SqliteJournal journal(state.place);
  const Revision committed = revision("sha256:1", std::string(40, 'a'));
  REQUIRE(journal.store({}, std::vector{telling_of(revision("sha256:1"), 1, "loaded")}));
  CHECK_FALSE(HistoryReader(state.place).history({})->revisions.at("sha256:1").commit);
  REQUIRE(journal.store({}, std::vector{telling_of(committed, 2, "committed")}));
  CHECK(HistoryReader(state.place).history({})->revisions.at("sha256:1") == committed);
  REQUIRE(journal.store({}, std::vector{telling_of(revision("sha256:1"), 3, "loaded")}));
  CHECK(HistoryReader(state.place).history({})->revisions.at("sha256:1") == committed);
}

TEST_CASE("a revision that is in force is known by the memory where its record was lost") {
  const State state;
  Record named = samples::outcome(1);
  named.revision = samples::revision().revision.hash;
  REQUIRE(SqliteJournal(state.place).store(samples::everything(), std::vector{named}));
  CHECK(HistoryReader(state.place).history({})->revisions.at(named.revision) == samples::revision().revision);
}

TEST_CASE("a revision is forgotten with the last record that can name it") {
  const State state;
  SqliteJournal journal(state.place);
  std::vector<Record> records;
  for (int i = 0; i < 5; ++i) {
    const std::string hash = "sha256:" + std::to_string(i);
    records.push_back(telling_of(revision(hash), 10 * i, i == 3 ? "refused" : "loaded"));
    Record named = at_minute(10 * i + 1, samples::outcome(1));
    named.revision = hash;
    records.push_back(named);
  }
  REQUIRE(journal.store({}, records));

  // The oldest record that stays is of minute 31, of the revision that was refused; 2 was in force then.
  REQUIRE(journal.prune(std::chrono::minutes(69), 1 << 30, samples::at(100)).value().removed == 7);

  std::string left;
  for (int i = 0; i < 5; ++i) {
    const std::string one = "SELECT count(*) FROM known_revision WHERE hash = 'sha256:" + std::to_string(i) + "'";
    left += sql_integer(state.file(), one.c_str()) == 1 ? std::to_string(i) : "-";
  }
  CHECK(left == "--234");
}
