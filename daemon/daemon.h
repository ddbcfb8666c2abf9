// The service as a process: one loop that owns signals, file events, timers and the watchdog, and one worker that takes
// the turns. Everything here runs on the loop's thread unless it says otherwise.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "adapters/files/file_source.h"
#include "adapters/files/inotify_watch.h"
#include "adapters/spdlog/event_log.h"
#include "adapters/systemd/event_loop.h"
#include "adapters/systemd/notify.h"
#include "assembly/assembly.h"
#include "assembly/environment.h"
#include "assembly/heartbeat.h"
#include "options.h"
#include "ports/clock.h"
#include "worker.h"

namespace campaignd {

class Daemon {
 public:
  struct Start {
    Options options;
    Environment environment;
    Settings settings;
    ApiKey key;
  };

  // `clock`, `journal` and `log` are borrowed. The state directory is locked by whoever makes a daemon.
  Daemon(Start start, Clock& clock, SqliteJournal& journal, EventLog& log);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  // Until a signal ends it; the exit code. Throws what ended the worker, where it was not asked to end.
  int run();

 private:
};

}  // namespace campaignd
