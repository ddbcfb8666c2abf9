// A checker that finds nothing proves nothing: each of these bugs, planted into the service or its planner, is found
// by a few hundred walks.
#include <doctest/doctest.h>

#include <string>

#include "core/planted_bug.h"
#include "seeds.h"

namespace campaignd {
namespace {

constexpr Seeds kSeeds{.from = 1, .count = 2000};
constexpr auto kSpan = std::chrono::hours(30 * 24);

TEST_CASE("the simulation finds every bug that is planted, and none where none is") {
  CHECK(walk({.from = 1, .count = 50}, kSpan).broken.empty());
  for (const NamedBug& planted : kAllBugs) {
    planted_bug = &planted.bug;
    const Walks walks = walk(kSeeds, kSpan);
    planted_bug = nullptr;
    CAPTURE(std::string(planted.name));
    REQUIRE_MESSAGE(!walks.broken.empty(), "not found in " << walks.walked << " walks");
    MESSAGE(planted.name << ": after " << walks.walked << " walks, " << walks.broken.front().rule);
  }
}

}  // namespace
}  // namespace campaignd
