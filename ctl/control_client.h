// The running service, asked over its control socket. Why it could not be asked is told apart, because each has another
// next step: it does not run, this person may not, or it does not answer.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "command.h"
#include "engine/order.h"

namespace campaignd {

enum class ControlTrouble : std::uint8_t {
  kNotRunning,    // no socket, or nobody behind it
  kNoPermission,  // the socket is not for this person
  kNoAnswer,      // it was asked, and did not answer in time or not to the end
};

struct ControlFailure {
  ControlTrouble trouble = ControlTrouble::kNotRunning;
  CommandFailure failure;  // what happened, why that is believed, and what to do
};

struct ControlReply {
  int status = 0;    // HTTP's
  std::string body;  // JSON
};

class ControlClient {
 public:
  // `socket`: Settings::control.socket.
  explicit ControlClient(std::string socket) : socket_(std::move(socket)) {}

  // `target`: `/v1/status`. Returns after `patience` at the latest.
  [[nodiscard]] tl::expected<ControlReply, ControlFailure> get(std::string_view target,
                                                               std::chrono::milliseconds patience) const;
  [[nodiscard]] tl::expected<ControlReply, ControlFailure> post(std::string_view target, std::string_view body,
                                                                std::chrono::milliseconds patience) const;

 private:
  [[nodiscard]] tl::expected<ControlReply, ControlFailure> call(std::string_view target,
                                                                std::optional<std::string> body,
                                                                std::chrono::milliseconds patience) const;

  std::string socket_;
};

// What went wrong, as the service said it.
std::string error_of(const ControlReply& reply);

// An order as the service answered it; `kNoAnswer` also where what it answered cannot be read. `person` is not sent:
// the service knows who is at the other end.
tl::expected<OrderAnswer, ControlFailure> tell_service(const ControlClient& client, const Order& order,
                                                       std::chrono::milliseconds patience);

// 3 where it does not run, else 1; tells why.
int fail(const Invocation& invocation, const ControlFailure& failure);

}  // namespace campaignd
