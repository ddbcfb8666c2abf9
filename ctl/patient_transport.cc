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
  if (under_way_++ == 0) quiet_since_.reset();
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
    tell_of_waiting(now, until);
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

void PatientTransport::tell_of_waiting(MonotonicTime now, MonotonicTime until) {
  if (under_way_ == 0 && !has_failed_) {
    if (idle_until_ == until || until - now < kTick) return;
    idle_until_ = until;
    return tell_({WaitingFor::kNothing, has_answered_, until - now});
  }
  if (!has_failed_ && now - *quiet_since_ < kBetweenWords) return;
  if (told_at_ && now - *told_at_ < kBetweenWords) return;
  told_at_ = now;
  tell_({WaitingFor::kApi, has_answered_, {}});
}

void PatientTransport::note(const Reply& reply) {
  --under_way_;
  quiet_since_.reset();
  // That there is no such campaign is an answer.
  has_failed_ = !reply.result && reply.result.error().kind != FailureKind::kNotFound;
  has_answered_ |= !has_failed_;
  if (reply.result) return;
  const CallFailure& failure = reply.result.error();
  if (failure.kind == FailureKind::kUnauthorized || failure.kind == FailureKind::kForbidden) refusal_ = failure;
}

}  // namespace campaignd
