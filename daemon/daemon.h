// The service as a process: one loop that owns signals, file events, timers and the watchdog, and one worker that takes
// the turns. Everything here runs on the loop's thread unless it says otherwise.
#pragma once

#include <chrono>
#include <exception>
#include <memory>
#include <optional>

#include "adapters/control/control_server.h"
#include "adapters/files/file_source.h"
#include "adapters/files/inotify_watch.h"
#include "adapters/files/open_writers.h"
#include "adapters/spdlog/event_log.h"
#include "adapters/sqlite/sqlite_journal.h"
#include "adapters/systemd/event_loop.h"
#include "adapters/systemd/notify.h"
#include "assembly/assembly.h"
#include "assembly/environment.h"
#include "assembly/heartbeat.h"
#include "assembly/reading_ahead.h"
#include "desk.h"
#include "heap.h"
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
    std::unique_ptr<ReadingAhead> desired_state;
  };

  // `clock`, `journal` and `log` are borrowed. The state directory is locked by whoever makes a daemon.
  Daemon(Start start, Clock& clock, SqliteJournal& journal, EventLog& log);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  // Until SIGTERM or SIGINT ends it. Throws what ended the worker, where it was not asked to end.
  void run();

 private:
  void on_stop_signal();
  void on_file_event();
  void look_when_settled();
  void tell_watch_trouble();
  void feed_watchdog();
  void on_hangup();
  void reload();
  void look_for_another_key();
  void put_in_force(Settings settings, ApiKey key);
  void take(TurnReport report);
  void take_end(std::exception_ptr failure);
  void say_ready();
  void keep_socket();
  void tell(EventLevel level, EventKind kind, std::string message);
  [[nodiscard]] std::string status() const;

  // On the worker's thread.
  TurnReport turn(const TurnReasons& reasons, const std::stop_token& stop);
  OrderAnswer obey(const Order& order, const std::stop_token& stop);
  ObservedAnswer observe(const std::optional<CampaignId>& only, const std::stop_token& stop);
  void prune_journal();

  Options options_;
  Environment environment_;
  Settings settings_;
  Clock& clock_;
  SqliteJournal& journal_;
  EventLog& log_;
  Tell write_;  // to the log

  EventLoop loop_;
  Notify notify_;
  Heartbeat heartbeat_;
  OpenWriters writers_;
  InotifyWatch watch_;
  std::string watch_trouble_;          // as it was told last
  std::shared_ptr<const ApiKey> key_;  // in force, to tell whether its file holds another one
  std::string socket_trouble_;         // likewise
  bool was_on_terminal_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::exception_ptr failure_;
  Heap heap_;
  std::unique_ptr<ReadingAhead> desired_state_;
  bool is_ready_ = false;
  bool is_stopping_ = false;

  EventLoop::Timer next_turn_;
  EventLoop::Timer next_wall_instant_;
  EventLoop::Timer settled_;  // a file event's debounce
  EventLoop::Timer ready_deadline_;
  EventLoop::Timer watchdog_;
  EventLoop::Timer key_look_;  // while the service refuses the key
  std::vector<EventLoop::Source> sources_;

  // The worker's own.
  FileSource source_;
  std::unique_ptr<Assembly> assembly_;
  Settings turn_settings_;
  std::optional<MonotonicTime> pruned_;

  Desk desk_;
  std::unique_ptr<ControlServer> server_;
  std::unique_ptr<Worker> worker_;  // last: it uses all of the above
};

}  // namespace campaignd
