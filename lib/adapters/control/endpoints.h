// What the control socket answers to which request: a table of targets over a desk. Knows nothing of sockets or of how
// HTTP is written. Any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

#include "adapters/control/control_desk.h"

namespace campaignd {

struct ControlRequest {
  std::string method;
  std::string target;  // with what stands behind a `?`
  std::string body;
  std::string person;
};

struct ControlAnswer {
  int status = 200;
  std::string body;   // JSON
  std::string allow;  // the method that the target has; empty but with 405
};

class Endpoints {
 public:
  struct Patience {
    std::chrono::milliseconds order;
    std::chrono::milliseconds long_order;  // a freeze, a reconcile, a look
  };
  // `desk` is borrowed.
  Endpoints(ControlDesk& desk, Patience patience) : desk_(desk), patience_(patience) {}

  // Waits where the service has to do something first.
  ControlAnswer answer(const ControlRequest& request);

 private:
  struct Target;
  using Place = std::atomic<int>;

  ControlAnswer status(const ControlRequest& request);
  ControlAnswer plan(const ControlRequest& request);
  ControlAnswer observed(const ControlRequest& request);
  ControlAnswer reconcile(const ControlRequest& request);
  ControlAnswer order(const ControlRequest& request);

  ControlDesk& desk_;
  Patience patience_;
  // How many wait for the service; only so many may, so that the others find a thread.
  Place orders_{0};
  Place freezes_{0};
  Place looks_{0};
};

// `{"version": 1, "error": …}`
ControlAnswer control_error(int status, std::string_view why);

}  // namespace campaignd
