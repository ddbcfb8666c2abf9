// A process that is killed in the middle of storing leaves before or after, never something between; and two that store
// at once lose nothing.
#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>

#include "contract/in_child.h"
#include "contract/memory_samples.h"
#include "state.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

// Stores on and on from `n`, and says the number of each store that has succeeded.
std::string store_for_ever(const JournalPlace& place, std::int64_t n, int said) {
  SqliteJournal journal(place);
  for (;; ++n) {
    std::string failure = store(journal, n);
    if (!failure.empty()) return failure;
    if (::write(said, &n, sizeof n) != sizeof n) return "nobody listens";
  }
}

// The last number said; waits until there is one of at least `enough`.
std::int64_t wait_for(int said, std::int64_t enough) {
  std::int64_t n = 0;
  while (n < enough) REQUIRE(::read(said, &n, sizeof n) == sizeof n);
  return n;
}

// What else was said before the end.
std::int64_t drain(int said, std::int64_t last) {
  std::int64_t n = 0;
  while (::read(said, &n, sizeof n) == sizeof n) last = n;
  return last;
}

}  // namespace

TEST_CASE("what was stored when the process was killed is there whole, and at most the store under way beside it") {
  const State state;
  std::int64_t last = 0;
  for (int life = 0; life < 12; ++life) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    Child child([&] { return store_for_ever(state.place, last + 1, ends[1]); });
    ::close(ends[1]);
    std::int64_t said = wait_for(ends[0], last + 1);
    ::usleep(static_cast<useconds_t>(700 * life));  // so that the deaths fall into different instants of a store
    child.kill();
    said = drain(ends[0], said);
    ::close(ends[0]);

    SqliteJournal journal(state.place);
    const std::string kept = last_store(journal);
    CAPTURE(life);
    CAPTURE(said);
    CHECK((kept == std::to_string(said) || kept == std::to_string(said + 1)));
    last = std::stoll(kept);
  }
  CHECK(sql_integer(state.file(), "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1);
}

TEST_CASE("a journal whose process dies while it is being made is made by the next one") {
  for (const char* half_made : {"", "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL",
                                "PRAGMA journal_mode = WAL; BEGIN; CREATE TABLE t (a); ROLLBACK"}) {
    const State state;
    write_bytes(state.file(), "");
    if (*half_made != '\0') sql(state.file(), half_made);
    SqliteJournal journal(state.place);
    CHECK(store(journal, 1) == "");
    CHECK(last_store(journal) == "1");
  }
}

TEST_CASE("a second process waits its turn, and of two that store at once nothing is lost") {
  const State state;
  constexpr int kStores = 20;
  const auto store_many = [&](unsigned campaign) {
    SqliteJournal journal(state.place);
    for (int n = 0; n < kStores; ++n) {
      const std::array records{samples::intent(campaign * 1000 + static_cast<unsigned>(n))};
      const MemoryChanges changes{
          .campaigns = {{samples::campaign_id(campaign), samples::bare_campaign_memory(campaign)}}};
      auto stored = journal.store(changes, records);
      while (!stored && stored.error().is_overtaken && journal.recall()) stored = journal.store(changes, records);
      if (!stored) return stored.error().detail;
    }
    return std::string("stored");
  };

  Child other([&] { return store_many(1); });  // and whoever is first makes the file
  CHECK(store_many(2) == "stored");
  CHECK(other.finish() == "stored");

  SqliteJournal journal(state.place);
  CHECK(journal.unresolved().value().size() == 2 * kStores);
  CHECK(journal.recall().value().campaigns.size() == 2);
}
