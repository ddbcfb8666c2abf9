// The control socket: HTTP and JSON over a UNIX socket, for campaignctl and for whoever can say `curl --unix-socket`.
// It has one thread of its own, and one more for each request that is being answered; all of them are bounded, and
// none runs while nobody asks. Peers are root, the service's own user and members of its group. The manual page
// campaignd-control has the words that it speaks.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "adapters/control/control_desk.h"

namespace campaignd {

struct ControlOptions {
  std::string path;
  std::chrono::milliseconds request_time{5000};     // for a whole request to arrive
  std::chrono::milliseconds answer_time{10000};     // for its answer to be taken
  std::chrono::milliseconds patience{60000};        // with the worker, for an order
  std::chrono::milliseconds long_patience{900000};  // for a freeze, a reconcile, a look
};

class ControlServer {
 public:
  // A socket that a dead process left is replaced; what is not ours to replace is an error, as a sentence with what to
  // do. `desk` is borrowed.
  static tl::expected<std::unique_ptr<ControlServer>, std::string> open(const ControlOptions& options,
                                                                        ControlDesk& desk);

  // Takes the socket away, ends what is under way, and waits for it. REQUIRES: what was asked of the desk has been
  // answered, or its promises are broken.
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

  // Makes its socket anew where somebody took it away. The error is a sentence; nothing has changed then.
  tl::expected<void, std::string> restore();

 private:
  struct Parts;
  explicit ControlServer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace campaignd
