// How long things take, with the API's own time beside them.
#include <algorithm>
#include <thread>

#include "bench/baseline.h"
#include "bench/curl_tool.h"
#include "bench/rows.h"
#include "bench/service_process.h"

namespace campaignd::bench {
namespace {

constexpr int kUpdates = 1000;
constexpr int kInFlight = 16;
constexpr auto kAnswerAfter = std::chrono::milliseconds(20);
constexpr auto kDebounce = std::chrono::milliseconds(300);

// From the first PATCH's arrival to the last one's answer, as the service's own log has it.
Nanoseconds span_of_patches(Workbench& bench) {
  const auto patches = bench.requests("PATCH");
  if (patches.size() != kUpdates) {
    throw std::runtime_error(std::to_string(patches.size()) + " PATCHes came, not " + std::to_string(kUpdates));
  }
  return patches.back().since_start - patches.front().since_start + kAnswerAfter;
}

Nanoseconds updates_by_campaignd() {
  Workbench bench(kUpdates, kAnswerAfter, ", requestsPerSecond: 0, concurrency: " + std::to_string(kInFlight),
                  "policy: {maxChanges: 1000000, maxChangeRatio: 1, maxRecipients: 100000000}\n");
  bench.deploy(bench.desired_state(kUpdates));
  std::this_thread::sleep_for(kDebounce);
  const auto ended = campaignd::testing::run(
      {.path = CAMPAIGND, .arguments = {"--config", bench.settings_file(), "--once"}}, std::chrono::seconds(120));
  if (ended.exit_code != 0) throw std::runtime_error("campaignd --once failed: " + ended.errors.substr(0, 2000));
  return span_of_patches(bench);
}

Nanoseconds updates_by_curl() {
  Workbench bench(kUpdates, kAnswerAfter);
  patch_with_curl(bench, bench.changes(kUpdates), kInFlight);
  return span_of_patches(bench);
}

Row start_row(const std::string& name, bool again) {
  std::vector<Nanoseconds> times;
  Nanoseconds own{0};
  Workbench bench(1000);
  std::vector<std::string> calls = both_lists();
  calls.emplace_back("/whatsapp/resources");
  own = api_time(bench.port(), calls);
  for (int i = 0; i < 5; ++i) {
    if (!again) {
      std::filesystem::remove_all(bench.directory() / "state");
      std::filesystem::create_directory(bench.directory() / "state");
    } else if (i == 0) {
      const ServiceProcess first(bench);
    }
    const ServiceProcess service(bench);
    times.push_back(service.time_to_ready());
  }
  const auto beyond = best(times) - own;
  return {name,
          in_ms(beyond) + " (" + in_ms(best(times)) + ", median " + in_ms(median(times)) + ", API " + in_ms(own) + ")",
          "50 ms beyond the API", beyond <= std::chrono::milliseconds(50)};
}

}  // namespace

Row thousand_updates() {
  std::vector<Nanoseconds> ours;
  std::vector<Nanoseconds> curls;
  for (int i = 0; i < 3; ++i) {
    ours.push_back(updates_by_campaignd());
    curls.push_back(updates_by_curl());
  }
  const double ratio = milliseconds_in(best(ours)) / milliseconds_in(best(curls));
  return {"1,000 updates, 16 in flight, answered after 20 ms",
          with_two_digits(ratio) + " (" + in_ms(best(ours)) + ", curl " + in_ms(best(curls)) + ")",
          "1.1 x curl --parallel", ratio <= 1.1};
}

Row edit_to_patch() {
  Workbench bench(100, {}, ", requestsPerSecond: 0", "reconcile: {debounce: 300ms}\n");
  const auto own = api_time(bench.port(), both_lists());
  ServiceProcess service(bench);
  std::vector<Nanoseconds> times;
  for (int i = 0; i < 5; ++i) {
    bench.service().clear_requests();
    const auto edited = bench.deploy(bench.desired_state(i % 2 == 0 ? 1 : 0));
    service.await_new_revision();
    const auto patches = bench.requests("PATCH");
    if (patches.size() != 1) throw std::runtime_error(std::to_string(patches.size()) + " PATCHes after an edit of one");
    times.push_back(patches.front().at - edited);
  }
  const auto beyond = best(times) - own - kDebounce;
  return {"file edit to PATCH on the wire",
          in_ms(beyond) + " beyond debounce and lists (" + in_ms(best(times)) + ", median " + in_ms(median(times)) +
              ", lists " + in_ms(own) + ")",
          "20 ms beyond those", beyond <= std::chrono::milliseconds(20)};
}

Row start_to_ready() {
  return start_row("first start to READY, 1,000 campaigns", /*again=*/false);
}

Row start_again_to_ready() {
  return start_row("start to READY with what it remembers, 1,000", /*again=*/true);
}

}  // namespace campaignd::bench
