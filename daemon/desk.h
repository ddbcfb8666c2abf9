// Where the control socket's threads meet the rest: they read what was published last, and hand what is asked of the
// service to the worker. Whoever waits for an answer that will not come, because the service ends, learns it by a
// broken promise.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "adapters/control/control_desk.h"
#include "ports/clock.h"
#include "worker.h"

namespace campaignd {

class Desk final : public ControlDesk {
 public:
  // What is done on the worker's thread.
  struct Hands {
    std::function<OrderAnswer(const Order&, const std::stop_token&)> obey;
    std::function<ObservedAnswer(const std::optional<CampaignId>&, const std::stop_token&)> observe;
  };

  // Both are borrowed. `clock` must be one that any thread may ask.
  Desk(const Clock& clock, Hands hands) : clock_(clock), hands_(std::move(hands)) {}

  // To whom what is asked is handed on; before and after that nothing is.
  void use(Worker& worker);
  void leave();

  // What every reader sees from now on.
  void publish(std::shared_ptr<const Snapshot> snapshot);

  // The worker's thread: a turn has ended, whole or not.
  void after_turn(const Snapshot& snapshot, bool was_whole);
  void close();  // there will be no turn any more

  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const override;
  [[nodiscard]] WallTime now() const override { return clock_.wall_now(); }
  std::future<OrderAnswer> obey(Order order) override;
  std::future<ReconcileAnswer> reconcile() override;
  std::future<ObservedAnswer> observe(std::optional<CampaignId> only) override;

 private:
  struct Waiting {
    std::shared_ptr<std::promise<ReconcileAnswer>> promise;
    std::uint64_t reconciles_before = 0;
  };

  template <class HandOver>
  void with_worker(const HandOver& hand_over);

  const Clock& clock_;
  Hands hands_;
  mutable std::mutex mutex_;
  Worker* worker_ = nullptr;
  std::shared_ptr<const Snapshot> snapshot_ = std::make_shared<const Snapshot>();

  // The worker's own.
  std::uint64_t reconciles_ = 0;
  std::vector<Waiting> waiting_;
};

}  // namespace campaignd
