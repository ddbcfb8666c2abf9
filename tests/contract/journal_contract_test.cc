// The journal's contract, run on the real one and on the fake that simulations trust.
#include "contract/journal_contract.h"

#include <fstream>
#include <memory>
#include <stdexcept>

#include "adapters/sqlite/sqlite_journal.h"
#include "adapters/sqlite/statement.h"
#include "contract/fake_journal.h"
#include "contract/temporary_directory.h"

using namespace campaignd;

namespace {

struct FakeWorld {
  FakeJournal fake;

  Journal& journal() { return fake; }
  void restart() {}
  void becomes_a_clone() { fake.becomes_a_clone(); }
  void refuse_to_store() { fake.fail_call(1, FakeJournal::Failing::kForGood); }
  void store_again() { fake.works_again(); }
  void another_stores(const MemoryChanges& changes) { fake.is_stored_elsewhere(changes); }
};

struct SqliteWorld {
  TemporaryDirectory directory;
  JournalPlace place{directory.path(), directory.path() / "machine-id"};
  std::unique_ptr<SqliteJournal> open;

  SqliteWorld() {
    std::ofstream(place.machine_id_file) << "0123456789abcdef0123456789abcdef\n";
    open = std::make_unique<SqliteJournal>(place);
  }
  Journal& journal() { return *open; }
  void restart() {
    open.reset();
    open = std::make_unique<SqliteJournal>(place);
  }
  void becomes_a_clone() {
    std::ofstream(place.machine_id_file) << "fedcba9876543210fedcba9876543210\n";
    restart();
  }
  // Half of the store goes through before this trigger stops it.
  void refuse_to_store() {
    Connection(file_uri(place.file().native(), "mode=rw"), Connection::Mode::kReadWrite)
        .execute("CREATE TRIGGER stop BEFORE INSERT ON record BEGIN SELECT RAISE(FAIL, 'stopped'); END");
    static_cast<void>(open->recall());  // the trigger came from elsewhere
  }
  void another_stores(const MemoryChanges& changes) {
    SqliteJournal other(place);
    if (!other.store(changes, {})) throw std::runtime_error("the other writer failed");
  }
  void store_again() {
    Connection(file_uri(place.file().native(), "mode=rw"), Connection::Mode::kReadWrite).execute("DROP TRIGGER stop");
  }
};

}  // namespace

TEST_CASE_TEMPLATE("a new journal remembers nothing", World, FakeWorld, SqliteWorld) {
  a_new_journal_remembers_nothing<World>();
}
TEST_CASE_TEMPLATE("what was stored is recalled whole after a restart", World, FakeWorld, SqliteWorld) {
  what_was_stored_is_recalled_whole_after_a_restart<World>();
}
TEST_CASE_TEMPLATE("what a change does not name stays as it is", World, FakeWorld, SqliteWorld) {
  what_a_change_does_not_name_stays_as_it_is<World>();
}
TEST_CASE_TEMPLATE("what is forgotten is gone after a restart", World, FakeWorld, SqliteWorld) {
  what_is_forgotten_is_gone_after_a_restart<World>();
}
TEST_CASE_TEMPLATE("a newer revision takes the older one's place with all its files", World, FakeWorld, SqliteWorld) {
  a_newer_revision_takes_the_older_ones_place_with_all_its_files<World>();
}
TEST_CASE_TEMPLATE("intents without an outcome are unresolved, oldest first", World, FakeWorld, SqliteWorld) {
  intents_without_an_outcome_are_unresolved_oldest_first<World>();
}
TEST_CASE_TEMPLATE("an intent whose outcome is stored with it is resolved", World, FakeWorld, SqliteWorld) {
  an_intent_whose_outcome_is_stored_with_it_is_resolved<World>();
}
TEST_CASE_TEMPLATE("an intent is not resolved by an older outcome of its number", World, FakeWorld, SqliteWorld) {
  an_intent_is_not_resolved_by_an_older_outcome_of_its_number<World>();
}
TEST_CASE_TEMPLATE("a failed store stores neither memory nor records, and the next one works", World, FakeWorld,
                   SqliteWorld) {
  a_failed_store_stores_neither_memory_nor_records_and_the_next_one_works<World>();
}
TEST_CASE_TEMPLATE("a copy on another machine is a clone until it is owned", World, FakeWorld, SqliteWorld) {
  a_copy_on_another_machine_is_a_clone_until_it_is_owned<World>();
}

TEST_CASE_TEMPLATE("what another writer stores is told until it is recalled, and what we store is not", World,
                   FakeWorld, SqliteWorld) {
  what_another_writer_stores_is_told_until_it_is_recalled_and_our_own_is_not<World>();
}
TEST_CASE_TEMPLATE("what another writer stored is not overwritten before it was recalled", World, FakeWorld,
                   SqliteWorld) {
  what_another_writer_stored_is_not_overwritten_before_it_is_recalled<World>();
}

TEST_CASE("a fake journal that dies after storing has stored, and one that dies before has not") {
  for (const auto death : {FakeJournal::Death::kBeforeStoring, FakeJournal::Death::kAfterStoring}) {
    FakeJournal journal;
    journal.crash_in_call(1, death);

    CHECK_THROWS_AS(static_cast<void>(journal.store(samples::everything(), {})), SimulatedCrash);

    const bool is_stored = samples::equal(journal.recall().value(), samples::everything_remembered());
    CHECK(is_stored == (death == FakeJournal::Death::kAfterStoring));
  }
}

TEST_CASE("a fake journal that fails once fails in exactly the n-th call") {
  FakeJournal journal;
  journal.fail_call(2, FakeJournal::Failing::kOnce, "full");

  CHECK(journal.recall());
  CHECK(journal.recall().error().detail == "full");
  CHECK(journal.recall());
}
