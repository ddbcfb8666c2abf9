#include "applying.h"

#include <csignal>
#include <exception>
#include <stop_token>
#include <thread>
#include <utility>

#include "adapters/clock/system_clock.h"
#include "adapters/files/file_source.h"
#include "adapters/files/open_writers.h"
#include "adapters/git/commit_of.h"
#include "adapters/sqlite/sqlite_journal.h"
#include "adapters/systemd/event_loop.h"
#include "assembly/assembly.h"
#include "core/approval.h"
#include "core/change_budget.h"

namespace campaignd {

namespace {

// Nothing passes a budget of nothing unasked; what the file takes off the clock is no part of it.
Settings with_no_budget(Settings settings) {
  settings.policy.max_changes = 0;
  return settings;
}

// Whether the person allowed this very plan: he saw it, and approved it where his settings would hold it too.
bool is_allowed(const Plan& plan, const PolicySettings& policy, const Assent& assent) {
  const std::string& id = plan.held->plan;
  if (assent.seen && *assent.seen != id) return false;
  return assent.approved == id || !hold_of(plan, policy, {});
}

// The budget of nothing is our own; the journal tells of the person's.
std::string note_of(const Plan& plan, const PolicySettings& policy) {
  const auto hold = hold_of(plan, policy, {});
  return hold ? "held because of " + hold->because : "agreed to in `campaignctl apply`";
}

Applying reconcile_as_allowed(Assembly& assembly, const Settings& settings, const Assent& assent,
                              const std::stop_token& stop) {
  Applying applying;
  applying.once = run_once(assembly.service(), assembly.ports(), stop);
  const Plan& plan = *applying.once.snapshot->plan;
  if (!plan.held || stop.stop_requested()) return applying;
  applying.has_changed = assent.seen && *assent.seen != plan.held->plan;
  if (!is_allowed(plan, settings.policy, assent)) return applying;
  const ApproveOrder approval{plan.held->plan, note_of(plan, settings.policy)};
  const OrderAnswer answer = assembly.service().obey({approval, assent.person}, stop);
  if (!answer.done) {
    applying.error = answer.message;
    return applying;
  }
  applying.once = run_on(assembly.service(), assembly.ports(), stop);
  applying.has_changed = applying.once.snapshot->plan->held.has_value();
  return applying;
}

}  // namespace

Applying apply_here(const Settings& settings, ApiKey key, const Assent& assent, const Tell& tell) {
  SystemClock clock;
  SqliteJournal journal({settings.state_directory});
  const OpenWriters writers;
  FileSource source(settings.desired_state, settings.reconcile.debounce, clock, writers, commit_of);
  Heartbeat heartbeat;
  Assembly assembly({clock, journal, heartbeat, source, tell}, assent.seen ? with_no_budget(settings) : settings,
                    std::move(key));

  EventLoop loop;
  std::stop_source stop;
  const auto on_terminate = loop.on_signal(SIGTERM, [&] { stop.request_stop(); });
  const auto on_interrupt = loop.on_signal(SIGINT, [&] { stop.request_stop(); });
  Applying applying;
  std::exception_ptr failure;
  std::jthread worker([&] {
    try {
      applying = reconcile_as_allowed(assembly, settings, assent, stop.get_token());
    } catch (...) {
      failure = std::current_exception();
    }
    loop.post([&loop] { loop.stop(); });
  });
  loop.run();
  worker.join();
  if (failure) std::rethrow_exception(failure);
  applying.was_interrupted = stop.stop_requested();
  return applying;
}

}  // namespace campaignd
