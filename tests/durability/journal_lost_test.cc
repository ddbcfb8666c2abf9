// A journal that cannot be used, and the real one at that: damaged, cut short, full, of the future, somebody else's.
// The stop that the file asks for leaves; nothing else does; what is told says what to do; and when it is mended all
// goes on by itself.
#include <doctest/doctest.h>
#include <sched.h>
#include <sys/mount.h>

#include <fstream>
#include <functional>
#include <string>

#include "adapters/sqlite/dying_disk.h"
#include "adapters/sqlite/history_reader.h"
#include "adapters/sqlite/state.h"
#include "busy_world.h"
#include "contract/in_child.h"

namespace campaignd {
namespace {

using namespace campaignd::testing;

std::string troubles_told(const World& world) {
  std::string text;
  for (const Event& event : world.told) {
    if (event.kind == EventKind::kTrouble) text += event.message + "\n";
  }
  return text;
}

// `""`, or what reached the service beside the one stop.
std::string beside_the_stop(const Reached& reached) {
  const auto calls = reached.all();
  if (calls.size() != 1) return std::to_string(calls.size()) + " PATCHes";
  return calls.front().id == campaign_id(3) && calls.front().patch == disarm() ? "" : "another PATCH";
}

// A journal that a service wrote which has nothing to do, and then something is done to its file.
void make_journal(const State& state) {
  SqliteJournal journal(state.place);
  Reached reached;
  BusyWorld world(journal, reached);
  world.file_says({Entry("moves", 1).at(in(24h))});
  world.runs_for(1min);
}

}  // namespace

TEST_CASE("with a journal that cannot be used the stop leaves, and nothing else, until it is mended") {
  struct Case {
    const char* what;
    std::function<void(const State&)> happens;
    const char* advice;
  };
  const std::string foreign = "CREATE TABLE theirs (a); PRAGMA application_id = 7";
  const std::vector<Case> cases{
      {"pages are overwritten",
       [](const State& state) {
         std::string bytes = bytes_of(state.file());
         bytes.replace(4096, bytes.size() - 4096, bytes.size() - 4096, '\x5a');
         write_bytes(state.file(), bytes);
       },
       "the file is damaged: stop campaignd, keep a copy, and restore a backup"},
      {"one page of the memory is overwritten",
       [](const State& state) {
         std::string bytes = bytes_of(state.file());
         const auto page = static_cast<std::size_t>(
             sql_integer(state.file(), "SELECT rootpage FROM sqlite_schema WHERE name = 'campaign'"));
         bytes.replace((page - 1) * 4096, 4096, 4096, '\x5a');
         write_bytes(state.file(), bytes);
       },
       "the file is damaged: stop campaignd, keep a copy, and restore a backup"},
      {"it is cut short",
       [](const State& state) { write_bytes(state.file(), bytes_of(state.file()).substr(0, 20'000)); },
       "the file is damaged: stop campaignd, keep a copy, and restore a backup"},
      {"it is of the future", [](const State& state) { sql(state.file(), "PRAGMA user_version = 99"); },
       "install the newer version again"},
      {"it is another program's",
       [&](const State& state) {
         std::filesystem::remove(state.file());
         sql(state.file(), foreign.c_str());
       },
       "point stateDirectory at a directory of campaignd's own"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.what);
    const State state;
    make_journal(state);
    const std::string good = bytes_of(state.file());
    one.happens(state);
    SqliteJournal journal(state.place);
    Reached reached;
    BusyWorld world(journal, reached);

    world.runs_for(20min);

    CHECK(beside_the_stop(reached) == "");
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kError);
    CHECK(troubles_told(world).find(one.advice) != std::string::npos);

    write_bytes(state.file(), good);
    world.runs_for(20min);
    CHECK(world.is_as_the_file_says());
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
    CHECK(journal.unresolved().value().empty());
  }
}

TEST_CASE("with a file that may not grow the stop leaves, and nothing else") {
  const State state;
  make_journal(state);
  Reached reached;
  const std::string said = in_child([&]() -> std::string {
    limit_file_size(1);
    SqliteJournal journal(state.place);
    BusyWorld world(journal, reached);
    world.runs_for(20min);
    return beside_the_stop(reached) + troubles_told(world);
  });
  CHECK(said.starts_with("the journal cannot be written, so only disarms that the file asks for are: "));
  CHECK(said.find("no file may grow any more for this process: raise its limit") != std::string::npos);

  SqliteJournal journal(state.place);
  BusyWorld next(journal, reached);
  next.runs_for(20min);
  CHECK(next.is_as_the_file_says());
}

TEST_CASE("on a full disk the stop leaves, and nothing else; with room again all is done, and the stop is recorded") {
  constexpr const char* kNotAllowed = "not allowed";
  const State state;
  Reached reached;
  const std::string said = in_child([&]() -> std::string {
    const auto mount_small = [&] {
      if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
      return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
             ::mount("none", state.place.directory.c_str(), "tmpfs", 0, "size=1m") == 0;
    };
    if (!mount_small()) return kNotAllowed;
    make_journal(state);
    const auto filler = state.place.directory / "filler";
    {
      std::ofstream stream(filler, std::ios::binary);
      const std::string block(4096, 'x');
      while (stream << block << std::flush) {
      }
    }
    SqliteJournal journal(state.place);
    BusyWorld world(journal, reached);
    world.runs_for(20min);
    std::string all = beside_the_stop(reached);
    if (troubles_told(world).find("make room on the file system of") == std::string::npos) all += troubles_told(world);
    std::filesystem::remove(filler);
    world.runs_for(20min);
    if (!world.is_as_the_file_says()) all += "; not as the file says";
    std::size_t stops = 0;
    HistoryFilter filter;
    filter.action = "disarm";
    const auto found = HistoryReader(state.place).history(filter);
    for (const Record& record : found.value().records) {
      stops += record.outcome == Outcome::kApplied ? 1U : 0U;
    }
    return all + (stops == 1 ? "" : "; " + std::to_string(stops) + " stops are recorded");
  });
  if (said == kNotAllowed) {
    MESSAGE("not tried: this user may not mount");
    return;
  }
  CHECK(said == "");
}

}  // namespace campaignd
