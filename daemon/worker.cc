#include "worker.h"

#include <utility>

namespace campaignd {

Worker::Worker(Turn turn, Listener listener)
    : turn_(std::move(turn)),
      listener_(std::move(listener)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Worker::~Worker() = default;

void Worker::request_turn(const TurnReasons& reasons) {
  {
    const std::lock_guard lock(mutex_);
    TurnReasons all = waiting_.value_or(TurnReasons{});
    all.forced |= reasons.forced;
    all.source_event |= reasons.source_event;
    all.key_changed |= reasons.key_changed;
    waiting_ = all;
  }
  changed_.notify_one();
}

void Worker::between_turns(Job job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
}

void Worker::request_stop() {
  thread_.request_stop();
}

void Worker::run(const std::stop_token& stop) {
  std::exception_ptr failure;
  try {
    work(stop);
  } catch (...) {
    failure = std::current_exception();
  }
  listener_.ended(failure);
}

void Worker::work(const std::stop_token& stop) {
  while (true) {
    std::vector<Job> jobs;
    std::optional<TurnReasons> reasons;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, stop, [this] { return waiting_ || !jobs_.empty(); });
      if (stop.stop_requested()) return;
      jobs.swap(jobs_);
      reasons = std::exchange(waiting_, std::nullopt);
    }
    for (const Job& job : jobs) job();
    if (reasons) listener_.after_turn(turn_(*reasons, stop));
  }
}

}  // namespace campaignd
