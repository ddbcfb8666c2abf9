// Many walks, on all processors: which seeds, how many days each, and what came of them.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "contract/fake_transport.h"

namespace campaignd {

struct Seeds {
  std::uint64_t from = 1;
  std::uint64_t count = 1;
};

struct Broken {
  std::uint64_t seed = 0;
  std::string rule;
  std::string story;
};

struct Walks {
  std::uint64_t walked = 0;  // all of them, unless one broke a rule
  std::vector<Broken> broken;
  FakeTransport::Tally tally;  // of all
};

// Ends early where a rule was broken.
Walks walk(Seeds seeds, std::chrono::hours span);

// What the network did in them.
std::string summary(const Walks& walks);

// SEEDS=FROM[:COUNT] in the environment, else `otherwise`. Throws std::invalid_argument where it is no such thing.
Seeds seeds_from_environment(Seeds otherwise);

}  // namespace campaignd
