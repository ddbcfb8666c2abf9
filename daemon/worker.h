// The one thread that reconciles. It takes a turn when it is told to, one at a time; what comes in meanwhile is joined
// into the next. It runs what it is given and knows nothing of the service.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "engine/service.h"

namespace campaignd {

class Worker {
 public:
  // Asked to stop: `service` when the worker is to end, `turn` then and when something more urgent waits.
  struct Stops {
    std::stop_token service;
    std::stop_token turn;
  };
  using Turn = std::function<TurnReport(const TurnReasons&, std::stop_token)>;
  using Job = std::function<void(const Stops&)>;

  // What the worker tells, on its own thread.
  struct Listener {
    std::function<void(TurnReport)> after_turn;
    std::function<void(std::exception_ptr)> ended;  // once, as its last word; empty: it was asked to stop
  };

  Worker(Turn turn, Listener listener);
  ~Worker();  // asks it to stop, and waits for it
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Any thread, all four. After a stop nothing new begins, and a job that did not begin is dropped.
  void request_turn(const TurnReasons& reasons);
  // Before the next turn, and before every turn that is requested later; in the order in which they were given. Where
  // many come, a turn that was requested long before goes between them.
  void between_turns(Job job);
  void at_once(Job job);  // before everything else; what runs now is asked to come to its end
  void request_stop();    // likewise, and then the worker ends

 private:
  void run(const std::stop_token& stop);
  void work(const std::stop_token& stop);
  void drop_jobs();
  struct Next {
    Job job;
    std::optional<TurnReasons> turn;  // where there is no job
    std::stop_source stop;
  };
  std::optional<Next> await_next(const std::stop_token& stop);
  [[nodiscard]] bool is_turn_next() const;

  Turn turn_;
  Listener listener_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Job> urgent_;
  std::deque<Job> jobs_;
  std::uint64_t given_ = 0;  // of `jobs_`, ever
  std::uint64_t begun_ = 0;
  std::optional<TurnReasons> waiting_;
  std::uint64_t turn_after_ = 0;  // so many must have begun before it
  int jobs_in_a_row_ = 0;
  std::stop_source current_;  // of what runs now
  bool is_over_ = false;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace campaignd
