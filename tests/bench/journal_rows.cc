// What it costs to write down what is done.
#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "adapters/clock/system_clock.h"
#include "adapters/files/file_source.h"
#include "adapters/sqlite/sqlite_journal.h"
#include "assembly/assembly.h"
#include "assembly/settings_loading.h"
#include "bench/rows.h"
#include "bench/workbench.h"

namespace campaignd::bench {
namespace {

constexpr int kUpdates = 1000;
constexpr auto kAnswerAfter = std::chrono::milliseconds(20);
constexpr auto kUntilAtRest = std::chrono::milliseconds(400);

// Remembers nothing and stores nothing, at once.
class NoJournal final : public Journal {
 public:
  Result<Memory> recall() override { return Memory{}; }
  Result<bool> changed_elsewhere() override { return false; }
  Result<void> store(const MemoryChanges& /*changes*/, std::span<const Record> /*records*/) override { return {}; }
  Result<std::vector<Record>> unresolved() override { return std::vector<Record>{}; }
};

// Hands on, and counts.
class CountedJournal final : public Journal {
 public:
  explicit CountedJournal(Journal& journal) : journal_(journal) {}
  Result<Memory> recall() override { return journal_.recall(); }
  Result<bool> changed_elsewhere() override { return journal_.changed_elsewhere(); }
  Result<void> store(const MemoryChanges& changes, std::span<const Record> records) override {
    ++stores;
    const auto began = std::chrono::steady_clock::now();
    auto stored = journal_.store(changes, records);
    time += std::chrono::steady_clock::now() - began;
    return stored;
  }
  Result<std::vector<Record>> unresolved() override { return journal_.unresolved(); }

  int stores = 0;
  Nanoseconds time{0};  // of all stores

 private:
  Journal& journal_;
};

struct Applied {
  Nanoseconds apply{0};
  Nanoseconds storing{0};  // of that, in the journal
  int stores = 0;          // while 1,000 updates were applied
  int quiet_stores = 0;    // in the reconcile after it
};

// The service's own parts in this process, a turn that applies 1,000 updates, and a quiet one.
Applied apply_with(bool real) {
  Workbench bench(kUpdates, kAnswerAfter, ", requestsPerSecond: 0, concurrency: 16",
                  "policy: {maxChanges: 1000000, maxChangeRatio: 1, maxRecipients: 100000000}\n");
  auto settings = load_settings(bench.settings_file(), {});
  if (!settings) throw std::runtime_error(to_text(settings.error().front()));
  SystemClock clock;
  SqliteJournal sqlite({settings->state_directory});
  NoJournal none;
  CountedJournal journal(real ? static_cast<Journal&>(sqlite) : none);
  const OpenWriters writers;
  FileSource source(settings->desired_state, settings->reconcile.debounce, clock, writers);
  Heartbeat heartbeat;
  Assembly assembly({clock, journal, heartbeat, source, [](const Event& /*event*/) {}}, *settings,
                    *ApiKey::parse("sk_dev_simulator"));
  assembly.service().start();
  bench.deploy(bench.desired_state(kUpdates));
  std::this_thread::sleep_for(kUntilAtRest);

  Applied applied;
  const auto began = std::chrono::steady_clock::now();
  static_cast<void>(assembly.service().turn({.forced = true}, {}));
  applied.apply = std::chrono::steady_clock::now() - began;
  const auto patches = bench.requests("PATCH").size();
  if (patches != kUpdates) throw std::runtime_error(std::to_string(patches) + " PATCHes came");
  applied.stores = std::exchange(journal.stores, 0);
  applied.storing = journal.time;
  static_cast<void>(assembly.service().turn({.forced = true}, {}));
  applied.quiet_stores = journal.stores;
  return applied;
}

}  // namespace

Row cost_of_the_journal() {
  Applied with = apply_with(/*real=*/true);
  Applied without = apply_with(/*real=*/false);
  for (int i = 0; i < 4; ++i) {
    const Applied again = apply_with(/*real=*/true);
    if (again.apply < with.apply) with = again;
    without.apply = std::min(without.apply, apply_with(/*real=*/false).apply);
  }
  const double share = 1 - milliseconds_in(without.apply) / milliseconds_in(with.apply);
  return {"the journal's share of 1,000 updates",
          with_two_digits(100 * share) + " % (" + in_ms(with.apply) + ", without " + in_ms(without.apply) + "; in it " +
              in_ms(with.storing) + ", " + std::to_string(with.stores) + " transactions, then " +
              std::to_string(with.quiet_stores) + " when quiet)",
          "10 %, 0 when quiet", share <= 0.1 && with.quiet_stores == 0};
}

}  // namespace campaignd::bench
