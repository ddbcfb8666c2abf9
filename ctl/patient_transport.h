// The API through another transport, for a command that waits for as long as it takes: who sits at the terminal sees
// that it waits and for how long. Notes whether the API has refused the key.
#pragma once

#include "ports/transport.h"

namespace campaignd {

enum class Showing : std::uint8_t { kNothing, kOnStandardError };

class PatientTransport final : public Transport {
 public:
  PatientTransport(Transport& real, Showing showing) : real_(real), showing_(showing) {}  // borrowed
  ~PatientTransport() override;
  PatientTransport(const PatientTransport&) = delete;
  PatientTransport& operator=(const PatientTransport&) = delete;

  CallNumber send(const ApiCall& call) override { return real_.send(call); }
  std::optional<Reply> await(MonotonicTime until) override;
  void abandon() override { real_.abandon(); }
  void wake() override { real_.wake(); }

  [[nodiscard]] const std::optional<CallFailure>& refusal_of_key() const { return refusal_; }

 private:
  void show(MonotonicTime now);
  void clear();

  Transport& real_;
  Showing showing_;
  std::optional<MonotonicTime> quiet_since_;  // no reply has come since
  bool is_shown_ = false;
  std::optional<CallFailure> refusal_;
};

}  // namespace campaignd
