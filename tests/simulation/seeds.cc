#include "seeds.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <sstream>
#include <thread>

#include "walk.h"

namespace campaignd {

Walks walk(Seeds seeds, std::chrono::hours span) {
  std::atomic<std::uint64_t> next = seeds.from;
  std::atomic<bool> ends = false;
  std::mutex mutex;
  Walks walks;
  const auto work = [&] {
    while (!ends) {
      const std::uint64_t seed = next++;
      if (seed >= seeds.from + seeds.count) return;
      Walk one(seed);
      one.live(span);
      const std::lock_guard lock(mutex);
      ++walks.walked;
      walks.tally += one.tally();
      if (!one.violations().empty()) {
        walks.broken.push_back({seed, one.violations().front(), one.story()});
        ends = true;
      }
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  return walks;
}

std::string summary(const Walks& walks) {
  const FakeTransport::Tally& tally = walks.tally;
  std::ostringstream text;
  text << walks.walked << " walks, " << tally.calls
       << " calls; answers that overtook one to an earlier call: " << tally.overtaking
       << ", to an earlier PATCH: " << tally.overtaking_patches
       << "; PATCHes that the network delivered again: " << tally.again
       << ", over a later change: " << tally.again_undoing << ", refused: " << tally.again_refused;
  return text.str();
}

Seeds seeds_from_environment(Seeds otherwise) {
  const char* given = std::getenv("SEEDS");
  if (given == nullptr) return otherwise;
  const std::string text(given);
  const auto colon = text.find(':');
  return {std::stoull(text), colon == std::string::npos ? 1 : std::stoull(text.substr(colon + 1))};
}

}  // namespace campaignd
