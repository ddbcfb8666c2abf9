// Whatever fails and whoever acts, nothing reaches the service that should not, and in the end all comes to rest.
// SEEDS=FROM:COUNT walks others, or more.
#include <doctest/doctest.h>

#include "seeds.h"

namespace campaignd {
namespace {

constexpr std::uint64_t kEnough = 100;  // walks in which each of these happens
constexpr auto kSpan = std::chrono::hours(30 * 24);

TEST_CASE("thirty days of people and faults break no rule and come to rest") {
  const Seeds seeds = seeds_from_environment({.from = 1, .count = 2000});
  const Walks walks = walk(seeds, kSpan);
  for (const Broken& broken : walks.broken) {
    FAIL_CHECK("SEEDS=" << broken.seed << " " << broken.rule << "\n" << broken.story);
  }
  CHECK(walks.walked == seeds.count);
  MESSAGE(summary(walks));
  if (seeds.count < kEnough) return;
  CHECK(walks.tally.overtaking > walks.walked);
  CHECK(walks.tally.overtaking_patches > walks.walked / 2);
  CHECK(walks.tally.again > walks.walked / 2);
  CHECK(walks.tally.again_undoing > walks.walked / 10);
  CHECK(walks.tally.again_refused > 0);
}

}  // namespace
}  // namespace campaignd
