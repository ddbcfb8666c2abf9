// What a reconcile of 10,000 campaigns costs in CPU time, of the real service and all its threads.
#include <functional>

#include "bench/baseline.h"
#include "bench/rows.h"
#include "bench/service_process.h"

namespace campaignd::bench {
namespace {

constexpr int kCampaigns = 10'000;

std::string compared(double ratio, Nanoseconds ours, Nanoseconds least) {
  return with_two_digits(ratio) + " (" + in_ms(ours) + ", against " + in_ms(least) + ")";
}

}  // namespace

Row cpu_of_a_quiet_reconcile() {
  Workbench bench(kCampaigns);
  ServiceProcess service(bench);
  service.reconcile();
  const auto best_reconcile = [&](const std::function<void()>& before_each) {
    std::vector<Nanoseconds> times;
    for (int i = 0; i < 9; ++i) {
      before_each();
      const auto before = service.cpu();
      service.reconcile();
      times.push_back(service.cpu() - before);
    }
    return best(times);
  };
  const auto quiet = best_reconcile([] {});
  const auto moved = best_reconcile([&] { bench.touch_one(); });
  const auto pass = dom_pass(bench.port());
  const double ratio = milliseconds_in(quiet) / milliseconds_in(pass.alone);
  return {
      "CPU of a quiet reconcile of 10,000 campaigns",
      compared(ratio, quiet, pass.alone) + ", a list that moved " + in_ms(moved) + ", warm pass " + in_ms(pass.warm),
      "4 x a DOM pass", ratio <= 4};
}

Row cpu_after_an_edit() {
  Workbench bench(kCampaigns);
  ServiceProcess service(bench);
  service.reconcile();
  std::vector<Nanoseconds> times;
  for (int i = 0; i < 4; ++i) {
    const auto before = service.cpu();
    bench.deploy(bench.desired_state(0, "edit " + std::to_string(i)));
    service.await_new_revision();
    times.push_back(service.cpu() - before);
  }
  const auto least = dom_pass(bench.port()).alone + yaml_load(bench.desired_file());
  const double ratio = milliseconds_in(best(times)) / milliseconds_in(least);
  return {"the same after an edit of the file", compared(ratio, best(times), least), "1.5 x (that + LoadFile)",
          ratio <= 1.5};
}

}  // namespace campaignd::bench
