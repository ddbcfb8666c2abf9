// malloc keeps what was freed; the service gives it back where it will not be wanted again.
#include "heap.h"

#include <doctest/doctest.h>
#include <malloc.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "process/proc_status.h"

namespace campaignd::testing {
namespace {

using Pieces = std::vector<std::unique_ptr<char[]>>;

std::int64_t resident_kb() {
  return number_in_status(proc_status(::getpid()), "VmRSS");
}

Pieces pieces_of(std::size_t megabytes) {
  Pieces pieces(megabytes * 1024);
  for (auto& piece : pieces) piece = std::make_unique<char[]>(1000);
  return pieces;
}

TEST_CASE("what a project needed that has become a small one goes back") {
  ::mallopt(M_TRIM_THRESHOLD, 1 << 30);  // as in the service
  Heap heap;
  auto project = pieces_of(64);
  heap.release();
  const auto large = resident_kb();
  CHECK(large > 64 * 1024);

  project.clear();
  const auto pinned = std::make_unique<char[]>(1000);
  for (int i = 0; i < 12; ++i) heap.release();

  CHECK(resident_kb() < large - 48 * 1024);
}

TEST_CASE("what a large project's next turn wants again is kept") {
  ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
  Heap heap;
  const auto project = pieces_of(64);
  { const auto turn = pieces_of(32); }
  const auto after_turn = resident_kb();

  heap.release();

  CHECK(resident_kb() > after_turn - 8 * 1024);
}

}  // namespace
}  // namespace campaignd::testing
