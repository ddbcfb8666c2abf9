// What a service costs that has nothing to do.
#include <thread>

#include "bench/rows.h"
#include "bench/service_process.h"
#include "process/clock_steps.h"

namespace campaignd::bench {

Row memory_when_idle() {
  Workbench bench(1000);
  ServiceProcess service(bench);
  for (int i = 0; i < 3; ++i) service.reconcile();
  const double anonymous = static_cast<double>(service.memory_kb("RssAnon")) / 1024;
  const double all = static_cast<double>(service.memory_kb("VmRSS")) / 1024;
  return {"memory when idle, 1,000 campaigns",
          "RssAnon " + with_two_digits(anonymous) + " MB, RSS " + with_two_digits(all) + " MB", "below 8 and 24 MB",
          anonymous < 8 && all < 24};
}

Row wake_ups_when_idle() {
  Workbench bench(1000);
  ServiceProcess service(bench);
  service.reconcile();
  std::this_thread::sleep_for(std::chrono::seconds(2));  // a turn's last threads have gone to sleep
  testing::ClockSteps steps;
  const auto before = service.context_switches();
  std::this_thread::sleep_for(std::chrono::seconds(20));
  const auto wake_ups = service.context_switches() - before;
  const std::string remark = steps.any() ? " (somebody set the machine's clock meanwhile)" : "";
  return {"wake-ups of an idle service in 20 s", std::to_string(wake_ups) + remark, "none", wake_ups == 0};
}

}  // namespace campaignd::bench
