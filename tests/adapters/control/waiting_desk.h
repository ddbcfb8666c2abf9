// A desk that keeps what is asked of it until the test answers, and a server on a socket of its own in front of it.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "adapters/control/control_server.h"
#include "contract/temporary_directory.h"

namespace campaignd::testing {

class WaitingDesk final : public ControlDesk {
 public:
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const override { return shown; }
  [[nodiscard]] WallTime now() const override { return WallTime{std::chrono::hours(500'000)}; }
  std::future<OrderAnswer> obey(Order order) override;
  std::future<ReconcileAnswer> reconcile() override;
  std::future<ObservedAnswer> observe(std::optional<CampaignId> only) override;

  struct Asked {
    Order order;
    std::promise<OrderAnswer> answer;
  };
  Asked next_order();  // waits for one
  std::promise<ReconcileAnswer> next_reconcile();
  void break_promises();  // as a service that ends

  std::shared_ptr<const Snapshot> shown = std::make_shared<const Snapshot>();  // set before the server starts
  ObservedAnswer observed{"{}", "", false};

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Asked> orders_;
  std::deque<std::promise<ReconcileAnswer>> reconciles_;
};

struct ServedDesk {
  explicit ServedDesk(ControlOptions options = {});
  ~ServedDesk();

  TemporaryDirectory directory;
  std::string path;
  WaitingDesk desk;
  std::unique_ptr<ControlServer> server;
};

}  // namespace campaignd::testing
