// A dry run: the whole program with a transport that looks and does not touch. Every read goes on to the real one;
// every PATCH is answered with kWithheld and never leaves, but one that takes a campaign off the clock: the engine
// brings nothing of the file to the service in a dry run, so that it comes of a person's `freeze`, which a dry run
// (the shipped setting) must not keep from working.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "ports/transport.h"

namespace campaignd {

class DryRunTransport final : public Transport {
 public:
  explicit DryRunTransport(Transport& real) : real_(real) {}  // borrowed

  CallNumber send(const ApiCall& call) override;
  std::optional<Reply> await(MonotonicTime until) override;
  void abandon() override;
  void wake() override { real_.wake(); }

 private:
  Transport& real_;
  std::deque<CallNumber> withheld_;
  std::uint64_t last_withheld_ = 0;
};

}  // namespace campaignd
