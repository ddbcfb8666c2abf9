#include "adapters/control/waiting_desk.h"

#include <stdexcept>
#include <utility>

namespace campaignd::testing {
namespace {

constexpr auto kDeadline = std::chrono::seconds(20);

template <class T>
T taken_from(std::deque<T>& queue, std::mutex& mutex, std::condition_variable& changed) {
  std::unique_lock lock(mutex);
  if (!changed.wait_for(lock, kDeadline, [&] { return !queue.empty(); })) throw std::runtime_error("nothing was asked");
  T first = std::move(queue.front());
  queue.pop_front();
  return first;
}

}  // namespace

std::future<OrderAnswer> WaitingDesk::obey(Order order) {
  Asked asked{std::move(order), {}};
  auto answer = asked.answer.get_future();
  const std::lock_guard lock(mutex_);
  orders_.push_back(std::move(asked));
  changed_.notify_all();
  return answer;
}

std::future<ReconcileAnswer> WaitingDesk::reconcile() {
  const std::lock_guard lock(mutex_);
  reconciles_.emplace_back();
  changed_.notify_all();
  return reconciles_.back().get_future();
}

std::future<ObservedAnswer> WaitingDesk::observe(std::optional<CampaignId> /*only*/) {
  std::promise<ObservedAnswer> promise;
  promise.set_value(observed);
  return promise.get_future();
}

WaitingDesk::Asked WaitingDesk::next_order() {
  return taken_from(orders_, mutex_, changed_);
}

std::promise<ReconcileAnswer> WaitingDesk::next_reconcile() {
  return taken_from(reconciles_, mutex_, changed_);
}

void WaitingDesk::break_promises() {
  const std::lock_guard lock(mutex_);
  orders_.clear();
  reconciles_.clear();
}

ServedDesk::ServedDesk(ControlOptions options) : path((directory.path() / "control.sock").string()) {
  options.path = path;
  auto opened = ControlServer::open(options, desk);
  if (!opened) throw std::runtime_error(opened.error());
  server = std::move(*opened);
}

ServedDesk::~ServedDesk() {
  desk.break_promises();
}

}  // namespace campaignd::testing
