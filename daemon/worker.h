// The one thread that reconciles. It takes a turn when it is told to, one at a time; what comes in meanwhile is joined
// into the next. It runs what it is given and knows nothing of the service.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "engine/service.h"

namespace campaignd {

class Worker {
 public:
  using Turn = std::function<TurnReport(const TurnReasons&, std::stop_token)>;
  using Job = std::function<void()>;

  // What the worker tells, on its own thread.
  struct Listener {
    std::function<void(TurnReport)> after_turn;
    std::function<void(std::exception_ptr)> ended;  // once, as its last word; empty: it was asked to stop
  };

  Worker(Turn turn, Listener listener);
  ~Worker();  // asks it to stop, and waits for it
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Any thread, all three. After a stop nothing new begins.
  void request_turn(const TurnReasons& reasons);
  void between_turns(Job job);  // before the next turn; jobs run in the order in which they were given
  void request_stop();          // the turn that runs is asked to come to its end

 private:
  void run(const std::stop_token& stop);
  void work(const std::stop_token& stop);

  Turn turn_;
  Listener listener_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<Job> jobs_;
  std::optional<TurnReasons> waiting_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace campaignd
