// The API through another transport, for a command that waits for as long as it takes: who waits for it is told, at
// once after a call that failed, then now and again. Notes whether the API has refused the key.
#pragma once

#include <functional>
#include <utility>

#include "ports/transport.h"

namespace campaignd {

enum class WaitingFor : std::uint8_t { kApi, kNothing };

class PatientTransport final : public Transport {
 public:
  // `tell` is called on the thread that awaits, and must not call back.
  PatientTransport(Transport& real, std::function<void(WaitingFor)> tell) : real_(real), tell_(std::move(tell)) {}
  PatientTransport(const PatientTransport&) = delete;
  PatientTransport& operator=(const PatientTransport&) = delete;

  CallNumber send(const ApiCall& call) override;
  std::optional<Reply> await(MonotonicTime until) override;
  void abandon() override;
  void wake() override { real_.wake(); }

  [[nodiscard]] const std::optional<CallFailure>& refusal_of_key() const { return refusal_; }

 private:
  void tell_of_waiting(MonotonicTime now);
  void note(const Reply& reply);

  Transport& real_;  // borrowed
  std::function<void(WaitingFor)> tell_;
  int under_way_ = 0;
  bool has_failed_ = false;                   // the last call
  std::optional<MonotonicTime> quiet_since_;  // no reply has come since
  std::optional<MonotonicTime> told_at_;
  std::optional<CallFailure> refusal_;
};

}  // namespace campaignd
