// The real campaignd on a workbench, as its manager sees it: when it is ready, when a turn has ended, what it uses.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "bench/measuring.h"
#include "bench/ready_socket.h"
#include "bench/workbench.h"
#include "process/child_process.h"

namespace campaignd::bench {

class ServiceProcess {
 public:
  // Starts it, and returns when it is ready and has taken its first turn. Throws, with what it said, where it does not.
  explicit ServiceProcess(const Workbench& bench);

  // From just before it was started until READY arrived.
  [[nodiscard]] Nanoseconds time_to_ready() const { return to_ready_; }

  // Asks for a reconcile (SIGUSR1) and returns when it has ended.
  void reconcile();
  // Returns when a turn has ended that put another revision in force than the one that was.
  void await_new_revision();

  [[nodiscard]] Nanoseconds cpu() const { return cpu_of(process_.pid()); }
  [[nodiscard]] std::int64_t memory_kb(const std::string& field) const;  // VmRSS, RssAnon
  // How often one of its threads has stopped running, for whatever reason: a wake-up ends in one.
  [[nodiscard]] std::int64_t context_switches() const;

 private:
  std::string next_status();

  ReadySocket socket_;
  std::chrono::steady_clock::time_point started_;
  campaignd::testing::ChildProcess process_;
  Nanoseconds to_ready_{0};
  std::string revision_;
};

}  // namespace campaignd::bench
