#include "desk.h"

#include <exception>
#include <utility>
#include <variant>

#include "status_line.h"

namespace campaignd {
namespace {

ReconcileAnswer answer_of(const Snapshot& snapshot, bool did_reconcile, WallTime now);

// What fails on the worker's thread ends the service, and whoever waits for it learns that it failed.
template <class Answer, class Work>
void settle(std::promise<Answer>& promise, const Work& work) {
  try {
    promise.set_value(work());
  } catch (...) {
    promise.set_exception(std::current_exception());
    throw;
  }
}

}  // namespace

void Desk::publish(std::shared_ptr<const Snapshot> snapshot) {
  const std::lock_guard lock(mutex_);
  snapshot_.swap(snapshot);
}

std::shared_ptr<const Snapshot> Desk::snapshot() const {
  const std::lock_guard lock(mutex_);
  return snapshot_;
}

void Desk::use(Worker& worker) {
  const std::lock_guard lock(mutex_);
  worker_ = &worker;
}

void Desk::leave() {
  const std::lock_guard lock(mutex_);
  worker_ = nullptr;
}

// Where there is no worker any more, what would have been handed over goes, and with it its promise.
template <class HandOver>
void Desk::with_worker(const HandOver& hand_over) {
  const std::lock_guard lock(mutex_);
  if (worker_ != nullptr) hand_over(*worker_);
}

std::future<OrderAnswer> Desk::obey(Order order) {
  // std::function wants what can be copied, and a promise cannot.
  auto promise = std::make_shared<std::promise<OrderAnswer>>();
  auto answer = promise->get_future();
  const bool is_urgent = std::holds_alternative<FreezeOrder>(order.what);
  with_worker([&](Worker& worker) {
    const auto job = [this, &worker, promise, order = std::move(order)](const Worker::Stops& stops) {
      // A freeze goes before all else; what arms again (`resume --restore`) must not keep it waiting.
      const bool is_stop = std::holds_alternative<FreezeOrder>(order.what);
      settle(*promise, [&] { return hands_.obey(order, is_stop ? stops.service : stops.turn); });
      worker.request_turn({.forced = true});
    };
    is_urgent ? worker.at_once(job) : worker.between_turns(job);
  });
  return answer;
}

std::future<ReconcileAnswer> Desk::reconcile() {
  auto promise = std::make_shared<std::promise<ReconcileAnswer>>();
  auto answer = promise->get_future();
  with_worker([&](Worker& worker) {
    worker.between_turns([this, &worker, promise](const Worker::Stops&) {
      waiting_.push_back({promise, reconciles_});
      worker.request_turn({.forced = true});
    });
  });
  return answer;
}

std::future<ObservedAnswer> Desk::observe(std::optional<CampaignId> only) {
  auto promise = std::make_shared<std::promise<ObservedAnswer>>();
  auto answer = promise->get_future();
  with_worker([&](Worker& worker) {
    worker.between_turns([this, promise, only](const Worker::Stops& stops) {
      settle(*promise, [&] { return hands_.observe(only, stops.turn); });
    });
  });
  return answer;
}

// Who asked for a reconcile waits on where something more urgent ended the turn.
// What was more urgent asks for a turn of its own.
void Desk::after_turn(const Snapshot& snapshot, bool was_whole) {
  if (was_whole) {
    for (const Waiting& each : std::exchange(waiting_, {})) {
      each.promise->set_value(answer_of(snapshot, snapshot.reconcile > each.reconciles_before, clock_.wall_now()));
    }
  }
  reconciles_ = snapshot.reconcile;
}

void Desk::close() {
  waiting_.clear();
}

namespace {

ReconcileAnswer answer_of(const Snapshot& snapshot, bool did_reconcile, WallTime now) {
  ReconcileAnswer answer;
  answer.message = status_line(snapshot, now);
  if (!did_reconcile) return answer;
  answer.outcome = snapshot.last_outcome;
  answer.took = snapshot.last_duration;
  return answer;
}

}  // namespace

}  // namespace campaignd
