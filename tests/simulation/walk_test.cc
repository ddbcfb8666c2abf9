// Whatever fails and whoever acts, nothing reaches the service that should not, and in the end all comes to rest.
// SEEDS=FROM:COUNT walks others, or more.
#include "walk.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

namespace campaignd {
namespace {

struct Seeds {
  std::uint64_t from = 1;
  std::uint64_t count = 400;
};

Seeds seeds_under_test() {
  const char* given = std::getenv("SEEDS");
  if (given == nullptr) return {};
  const std::string text(given);
  const auto colon = text.find(':');
  return {std::stoull(text), colon == std::string::npos ? 1 : std::stoull(text.substr(colon + 1))};
}

TEST_CASE("a random walk breaks no rule and comes to rest") {
  const Seeds seeds = seeds_under_test();
  for (std::uint64_t seed = seeds.from; seed < seeds.from + seeds.count; ++seed) {
    Walk walk(seed);
    walk.take_steps(60);
    walk.heal();
    REQUIRE_MESSAGE(walk.violations().empty(), "SEEDS=" << seed << "\n" << walk.story());
  }
}

}  // namespace
}  // namespace campaignd
