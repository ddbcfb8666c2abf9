// Which machine a state directory belongs to.
#include <doctest/doctest.h>

#include <string>

#include "adapters/sqlite/read_only_journal.h"
#include "state.h"

using namespace campaignd;
using namespace campaignd::testing;

namespace {

constexpr const char* kOther = "fedcba9876543210fedcba9876543210\n";

// Asked of both journals, which must agree.
bool is_clone(const State& state) {
  const bool said = SqliteJournal(state.place).recall().value().is_clone;
  CHECK(ReadOnlyJournal(state.place).recall().value().is_clone == said);
  return said;
}

}  // namespace

TEST_CASE("a directory whose machine got another id, or has none that can be read, is a clone") {
  const State state;
  REQUIRE_FALSE(is_clone(state));
  SUBCASE("another") {
    write_bytes(state.place.machine_id_file, kOther);
  }
  SUBCASE("none") {
    std::filesystem::remove(state.place.machine_id_file);
  }
  SUBCASE("the first boot has not set it yet") {
    write_bytes(state.place.machine_id_file, "uninitialized\n");
  }
  CHECK(is_clone(state));
}

TEST_CASE("a directory that was made before the machine had an id is bound by the first start that finds one") {
  const State state;
  const std::string ours = bytes_of(state.place.machine_id_file);
  write_bytes(state.place.machine_id_file, "uninitialized\n");
  CHECK_FALSE(is_clone(state));

  write_bytes(state.place.machine_id_file, ours);
  CHECK_FALSE(is_clone(state));

  write_bytes(state.place.machine_id_file, kOther);
  CHECK(is_clone(state));
}

TEST_CASE("looking at a clone does not make it ours, and moving home again makes it no clone") {
  const State state;
  const std::string ours = bytes_of(state.place.machine_id_file);
  REQUIRE_FALSE(is_clone(state));
  write_bytes(state.place.machine_id_file, kOther);
  REQUIRE(is_clone(state));
  REQUIRE(is_clone(state));

  write_bytes(state.place.machine_id_file, ours);
  CHECK_FALSE(is_clone(state));
}
