// What the control socket asks of the service. The socket's threads call it; whoever implements it only reads what is
// published, or hands the wish on to the thread that takes the turns. An answer that never comes, because the service
// stops first, is a broken promise.
#pragma once

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>

#include "core/instant.h"
#include "engine/order.h"
#include "engine/outcome.h"
#include "engine/service.h"

namespace campaignd {

// What came of a reconcile that a person asked for.
struct ReconcileAnswer {
  std::optional<ReconcileOutcome> outcome;  // empty: nothing could be reconciled, `message` says why
  std::chrono::milliseconds took{0};
  std::string message;  // a sentence for people
};

// The project, or one campaign of it, as the API shows it now, or why it cannot be seen.
struct ObservedAnswer {
  std::string document;  // JSON (adapters/json/observed_json.h); empty: `failure` says why
  std::string failure;
  bool is_absent = false;  // the API has no such campaign
};

class ControlDesk {
 public:
  virtual ~ControlDesk() = default;

  // The newest, never null.
  [[nodiscard]] virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
  [[nodiscard]] virtual WallTime now() const = 0;

  // Done between two turns; a freeze ends the turn that runs first. The answer comes when the order is stored.
  virtual std::future<OrderAnswer> obey(Order order) = 0;

  // The next whole turn, which begins after this call.
  virtual std::future<ReconcileAnswer> reconcile() = 0;

  // Fresh calls, between two turns; a freeze ends them. The whole project, or one campaign alone.
  virtual std::future<ObservedAnswer> observe(std::optional<CampaignId> only) = 0;
};

}  // namespace campaignd
