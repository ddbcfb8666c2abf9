#include "patient_transport.h"

#include <algorithm>
#include <chrono>

namespace campaignd {

namespace {

constexpr auto kTick = std::chrono::seconds(1);
constexpr auto kBetweenWords = std::chrono::seconds(10);

MonotonicTime monotonic_now() {
  return std::chrono::time_point_cast<MonotonicTime::duration>(MonotonicTime::clock::now());
}

}  // namespace

CallNumber PatientTransport::send(const ApiCall& call) {
  ++under_way_;
  return real_.send(call);
}

void PatientTransport::abandon() {
  under_way_ = 0;
  real_.abandon();
}

std::optional<Reply> PatientTransport::await(MonotonicTime until) {
  for (;;) {
    const MonotonicTime now = monotonic_now();
    if (!quiet_since_) quiet_since_ = now;
    tell_of_waiting(now);
    const MonotonicTime tick = std::min(until, now + kTick);
    std::optional<Reply> reply = real_.await(tick);
    if (reply) {
      note(*reply);
      return reply;
    }
    const MonotonicTime after = monotonic_now();
    if (after >= until || after < tick) return std::nullopt;  // over, or woken
  }
}

void PatientTransport::tell_of_waiting(MonotonicTime now) {
  if (!has_failed_ && now - *quiet_since_ < kBetweenWords) return;
  if (told_at_ && now - *told_at_ < kBetweenWords) return;
  told_at_ = now;
  tell_(under_way_ > 0 || has_failed_ ? WaitingFor::kApi : WaitingFor::kNothing);
}

void PatientTransport::note(const Reply& reply) {
  --under_way_;
  quiet_since_.reset();
  has_failed_ = !reply.result;
  if (reply.result) return;
  const CallFailure& failure = reply.result.error();
  if (failure.kind == FailureKind::kUnauthorized || failure.kind == FailureKind::kForbidden) refusal_ = failure;
}

}  // namespace campaignd
