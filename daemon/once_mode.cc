#include "once_mode.h"

#include <csignal>
#include <exception>
#include <stop_token>
#include <thread>
#include <utility>

#include "adapters/files/file_source.h"
#include "adapters/files/open_writers.h"
#include "adapters/git/commit_of.h"
#include "adapters/systemd/event_loop.h"
#include "assembly/assembly.h"
#include "engine/once.h"
#include "exit_code.h"
#include "status_line.h"
#include "whole_lines.h"

namespace campaignd {
namespace {

int exit_code_of(ReconcileOutcome outcome);
void tell_end(const Once& once, const Clock& clock, EventLog& log);

}  // namespace

int run_once_mode(const Settings& settings, ApiKey key, Clock& clock, Journal& journal, EventLog& log) {
  const OpenWriters writers;
  FileSource source(settings.desired_state, settings.reconcile.debounce, clock, writers, commit_of);
  Heartbeat heartbeat;
  Assembly assembly({clock, journal, heartbeat, source, whole_lines(log, settings.file)}, settings, std::move(key));

  EventLoop loop;
  std::stop_source stop;
  const auto on_terminate = loop.on_signal(SIGTERM, [&] { stop.request_stop(); });
  const auto on_interrupt = loop.on_signal(SIGINT, [&] { stop.request_stop(); });
  Once once;
  std::exception_ptr failure;
  std::jthread worker([&] {
    try {
      once = run_once(assembly.service(), assembly.ports(), stop.get_token());
    } catch (...) {
      failure = std::current_exception();
    }
    loop.post([&loop] { loop.stop(); });
  });
  loop.run();
  worker.join();
  if (failure) std::rethrow_exception(failure);
  tell_end(once, clock, log);
  return stop.stop_requested() ? kExitError : exit_code_of(once.outcome);
}

namespace {

int exit_code_of(ReconcileOutcome outcome) {
  switch (outcome) {
    case ReconcileOutcome::kAgreement:
      return kExitOk;
    case ReconcileOutcome::kError:
      return kExitError;
    case ReconcileOutcome::kLeft:
      return kExitLeft;
  }
  return kExitError;
}

// A service that is in agreement is quiet; somebody who ran it once wants an answer.
void tell_end(const Once& once, const Clock& clock, EventLog& log) {
  Event event;
  event.level = once.outcome == ReconcileOutcome::kError ? EventLevel::kError : EventLevel::kInfo;
  event.kind = EventKind::kReconciled;
  event.at = clock.wall_now();
  event.message = status_line(*once.snapshot, clock.wall_now());
  log.write(event);
}

}  // namespace
}  // namespace campaignd
