// The API as the running service shows it: for a person who cannot read the key but may speak to the service. One
// document of its fresh answers is read like the API's own; a campaign that stands in no list of it is asked for by
// itself. Nothing can be written through it.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "control_client.h"
#include "ports/transport.h"

namespace campaignd {

class ObservedTransport final : public Transport {
 public:
  // How the service is asked: a target to its answer.
  using Ask = std::function<tl::expected<ControlReply, ControlFailure>(const std::string& target)>;

  // Asks for the document. The error is why there is none.
  static tl::expected<std::unique_ptr<ObservedTransport>, ControlFailure> open(Ask ask);
  ~ObservedTransport() override;

  CallNumber send(const ApiCall& call) override;
  std::optional<Reply> await(MonotonicTime until) override;
  void abandon() override;
  void wake() override;

 private:
  struct State;
  explicit ObservedTransport(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace campaignd
