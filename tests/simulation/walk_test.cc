// Whatever fails and whoever acts, nothing reaches the service that should not, and in the end all comes to rest.
// SEEDS=FROM:COUNT walks others, or more.
#include <doctest/doctest.h>

#include "seeds.h"

namespace campaignd {
namespace {

constexpr auto kSpan = std::chrono::hours(30 * 24);

TEST_CASE("thirty days of people and faults break no rule and come to rest") {
  const Seeds seeds = seeds_from_environment({.from = 1, .count = 2000});
  const Walks walks = walk(seeds, kSpan);
  for (const Broken& broken : walks.broken) {
    FAIL_CHECK("SEEDS=" << broken.seed << " " << broken.rule << "\n" << broken.story);
  }
  CHECK(walks.walked == seeds.count);
  MESSAGE(summary(walks));
}

}  // namespace
}  // namespace campaignd
