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
    turn_after_ = given_;
  }
  changed_.notify_one();
}

void Worker::between_turns(Job job) {
  {
    const std::lock_guard lock(mutex_);
    // Dropped here and not kept: somebody may wait for it, who learns by its end that it will not be done.
    if (is_over_) return;
    jobs_.push_back(std::move(job));
    ++given_;
  }
  changed_.notify_one();
}

void Worker::at_once(Job job) {
  std::stop_source interrupted(std::nostopstate);
  {
    const std::lock_guard lock(mutex_);
    if (is_over_) return;
    urgent_.push_back(std::move(job));
    interrupted = current_;
  }
  changed_.notify_one();
  interrupted.request_stop();  // without the lock: it calls whoever waits for a stop
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
  drop_jobs();
  listener_.ended(failure);
}

void Worker::work(const std::stop_token& stop) {
  while (auto next = await_next(stop)) {
    const std::stop_callback pass_on(stop, [&next] { next->stop.request_stop(); });
    if (next->job) {
      next->job({stop, next->stop.get_token()});
    } else {
      listener_.after_turn(turn_(*next->turn, next->stop.get_token()));
    }
  }
}

std::optional<Worker::Next> Worker::await_next(const std::stop_token& stop) {
  Next next;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, stop, [this] { return waiting_ || !jobs_.empty() || !urgent_.empty(); });
  if (stop.stop_requested()) return std::nullopt;
  if (!urgent_.empty()) {
    next.job = std::move(urgent_.front());
    urgent_.pop_front();
  } else if (is_turn_next()) {
    next.turn = std::exchange(waiting_, std::nullopt);
    jobs_in_a_row_ = 0;
  } else {
    next.job = std::move(jobs_.front());
    jobs_.pop_front();
    ++begun_;
    ++jobs_in_a_row_;
  }
  // Under the same lock, so that whoever is urgent from here on stops what was chosen here.
  current_ = next.stop;
  return next;
}

bool Worker::is_turn_next() const {
  constexpr int kMostInARow = 4;
  if (!waiting_) return false;
  return jobs_.empty() || (jobs_in_a_row_ >= kMostInARow && begun_ >= turn_after_);
}

void Worker::drop_jobs() {
  std::deque<Job> jobs;
  std::deque<Job> urgent;
  const std::lock_guard lock(mutex_);
  is_over_ = true;
  jobs.swap(jobs_);
  urgent.swap(urgent_);
}

}  // namespace campaignd
