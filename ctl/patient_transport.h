// The API through another transport, for a command that waits for as long as it takes: who waits for it is told, at
// once after a call that failed, then now and again; and at once, but once, where no call is under way for a while.
// Notes whether the API has refused the key.
#pragma once

#include <functional>
#include <utility>

#include "ports/transport.h"

namespace campaignd {

enum class WaitingFor : std::uint8_t { kApi, kNothing };

struct Waiting {
  WaitingFor what = WaitingFor::kApi;
  bool has_answered = false;       // the API, to any call so far
  MonotonicTime::duration left{};  // until something is done where nothing is waited for
};

class PatientTransport final : public Transport {
 public:
  // `tell` is called on the thread that awaits, and must not call back.
  PatientTransport(Transport& real, std::function<void(const Waiting&)> tell) : real_(real), tell_(std::move(tell)) {}
  PatientTransport(const PatientTransport&) = delete;
  PatientTransport& operator=(const PatientTransport&) = delete;

  CallNumber send(const ApiCall& call) override;
  std::optional<Reply> await(MonotonicTime until) override;
  void abandon() override;
  void wake() override { real_.wake(); }

  [[nodiscard]] const std::optional<CallFailure>& refusal_of_key() const { return refusal_; }

 private:
  void tell_of_waiting(MonotonicTime now, MonotonicTime until);
  void note(const Reply& reply);

  Transport& real_;  // borrowed
  std::function<void(const Waiting&)> tell_;
  int under_way_ = 0;
  bool has_failed_ = false;                   // the last call
  bool has_answered_ = false;                 // to any
  std::optional<MonotonicTime> quiet_since_;  // something is under way, and no reply has come since
  std::optional<MonotonicTime> idle_until_;   // that nothing is under way until then was told
  std::optional<MonotonicTime> told_at_;
  std::optional<CallFailure> refusal_;
};

}  // namespace campaignd
