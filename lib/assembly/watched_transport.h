// A transport that lets a heartbeat beat around every call, so that a watchdog can tell waiting from standing still.
#pragma once

#include <algorithm>
#include <optional>

#include "assembly/heartbeat.h"
#include "ports/clock.h"
#include "ports/transport.h"

namespace campaignd {

class WatchedTransport final : public Transport {
 public:
  // All three are borrowed.
  WatchedTransport(Transport& inner, const Clock& clock, Heartbeat& heartbeat)
      : inner_(&inner), clock_(clock), heartbeat_(heartbeat) {}

  // Another one from now on. REQUIRES: no call is under way.
  void use(Transport& inner) { inner_ = &inner; }

  CallNumber send(const ApiCall& call) override {
    heartbeat_.beat(clock_.monotonic_now());
    return inner_->send(call);
  }

  std::optional<Reply> await(MonotonicTime until) override {
    heartbeat_.beat(std::max(clock_.monotonic_now(), until));
    std::optional<Reply> reply = inner_->await(until);
    heartbeat_.beat(clock_.monotonic_now());
    return reply;
  }

  void abandon() override { inner_->abandon(); }
  void wake() override { inner_->wake(); }

 private:
  Transport* inner_;
  const Clock& clock_;
  Heartbeat& heartbeat_;
};

}  // namespace campaignd
