// `--once`: turns until nothing is left that a little waiting would settle, or until the patience ends.
#pragma once

#include <memory>
#include <stop_token>

#include "engine/service.h"

namespace campaignd {

struct Once {
  ReconcileOutcome outcome = ReconcileOutcome::kError;
  std::shared_ptr<const Snapshot> snapshot;
};

// Starts `service` and drives it. Waits on the transport, so that a `wake` or a stop ends the wait.
Once run_once(Service& service, Ports ports, std::stop_token stop,
              std::chrono::milliseconds patience = std::chrono::minutes(2));

// The same of a service that was started already: goes on with what was allowed, or came, meanwhile.
Once run_on(Service& service, Ports ports, std::stop_token stop,
            std::chrono::milliseconds patience = std::chrono::minutes(2));

}  // namespace campaignd
