// How often the service is called.
#include "adapters/clock/system_clock.h"
#include "adapters/files/file_source.h"
#include "adapters/sqlite/sqlite_journal.h"
#include "assembly/assembly.h"
#include "assembly/settings_loading.h"
#include "bench/rows.h"
#include "bench/service_process.h"

namespace campaignd::bench {
namespace {

// The machine's clock, its steady hand moved on by whoever cannot wait.
class ShiftedClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall_now() const override { return real_.wall_now(); }
  [[nodiscard]] MonotonicTime monotonic_now() const override { return real_.monotonic_now() + shift_; }
  void move_on(std::chrono::microseconds by) { shift_ += by; }

 private:
  SystemClock real_;
  std::chrono::microseconds shift_{0};
};

ApiKey simulators_key() {
  return *ApiKey::parse("sk_dev_simulator");
}

}  // namespace

Row calls_of_a_quiet_reconcile() {
  std::string counts;
  bool is_met = true;
  for (const int campaigns : {1, 100, 3000}) {
    Workbench bench(campaigns);
    ServiceProcess service(bench);
    bench.service().clear_requests();
    service.reconcile();
    const auto calls = bench.service().requests().size();
    is_met = is_met && calls == 2;
    counts += (counts.empty() ? "" : ", ") + std::to_string(calls) + " with " + std::to_string(campaigns);
  }
  return {"API calls of a quiet reconcile", counts + " campaigns", "2", is_met};
}

Row calls_when_the_catalog_is_old() {
  Workbench bench(100);
  auto settings = load_settings(bench.settings_file(), {});
  if (!settings) throw std::runtime_error(to_text(settings.error().front()));
  ShiftedClock clock;
  SqliteJournal journal({settings->state_directory});
  const OpenWriters writers;
  FileSource source(settings->desired_state, settings->reconcile.debounce, clock, writers);
  Heartbeat heartbeat;
  Assembly assembly({clock, journal, heartbeat, source, [](const Event& /*event*/) {}}, *settings, simulators_key());
  assembly.service().start();
  const auto calls_of_a_turn = [&] {
    bench.service().clear_requests();
    static_cast<void>(assembly.service().turn({.forced = true}, {}));
    return bench.service().requests().size();
  };
  while (calls_of_a_turn() == 0) clock.move_on(std::chrono::seconds(1));  // until the file counts as at rest
  clock.move_on(std::chrono::minutes(9));
  const auto before = calls_of_a_turn();
  clock.move_on(std::chrono::minutes(1));
  const auto after = calls_of_a_turn();
  return {"the same, catalog nine and ten minutes old", std::to_string(before) + " and " + std::to_string(after),
          "2, and 4 with catalog and credit", before == 2 && after == 4};
}

Row writes_for_those_that_differ() {
  constexpr int kCampaigns = 500;
  constexpr int kDiffering = 37;
  Workbench bench(kCampaigns, {}, ", requestsPerSecond: 0, concurrency: 16",
                  "policy: {maxChanges: 1000000, maxChangeRatio: 1, maxRecipients: 100000000}\n");
  ServiceProcess service(bench);
  bench.deploy(bench.desired_state(kDiffering));
  service.await_new_revision();
  service.reconcile();
  const auto writes = bench.requests("PATCH").size();
  return {"writes for 37 differing campaigns of 500", std::to_string(writes), "37", writes == kDiffering};
}

}  // namespace campaignd::bench
