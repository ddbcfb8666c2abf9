#include "engine/once.h"

#include <algorithm>
#include <utility>

namespace campaignd {

Once run_once(Service& service, Ports ports, std::stop_token stop, std::chrono::milliseconds patience) {
  service.start();
  return run_on(service, ports, std::move(stop), patience);
}

Once run_on(Service& service, Ports ports, std::stop_token stop, std::chrono::milliseconds patience) {
  const std::stop_callback wake(stop, [&] { ports.transport.wake(); });
  const MonotonicTime patience_ends = ports.clock.monotonic_now() + patience;
  TurnReport report = service.turn({.forced = true}, stop);
  while (report.unfinished_until && *report.unfinished_until <= patience_ends && !stop.stop_requested()) {
    while (ports.clock.monotonic_now() < *report.unfinished_until && !stop.stop_requested()) {
      ports.transport.await(*report.unfinished_until);
    }
    report = service.turn({}, stop);
  }
  const bool unread = !report.snapshot->errors.empty() || !report.snapshot->waiting_for.empty();
  Once once{report.snapshot->last_outcome.value_or(ReconcileOutcome::kError), report.snapshot};
  if (unread) once.outcome = ReconcileOutcome::kError;
  return once;
}

}  // namespace campaignd
