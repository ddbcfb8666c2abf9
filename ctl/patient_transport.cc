#include "patient_transport.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

namespace campaignd {

namespace {

constexpr auto kTick = std::chrono::seconds(1);

MonotonicTime monotonic_now() {
  return std::chrono::time_point_cast<MonotonicTime::duration>(MonotonicTime::clock::now());
}

}  // namespace

PatientTransport::~PatientTransport() {
  clear();
}

std::optional<Reply> PatientTransport::await(MonotonicTime until) {
  for (;;) {
    const MonotonicTime now = monotonic_now();
    if (!quiet_since_) quiet_since_ = now;
    show(now);
    const MonotonicTime tick = std::min(until, now + kTick);
    std::optional<Reply> reply = real_.await(showing_ == Showing::kNothing ? until : tick);
    if (reply) {
      clear();
      quiet_since_.reset();
      const bool is_refused = !reply->result && (reply->result.error().kind == FailureKind::kUnauthorized ||
                                                 reply->result.error().kind == FailureKind::kForbidden);
      if (is_refused) refusal_ = reply->result.error();
      return reply;
    }
    const MonotonicTime after = monotonic_now();
    if (after >= until || after < tick || showing_ == Showing::kNothing) return std::nullopt;  // over, or woken
  }
}

void PatientTransport::show(MonotonicTime now) {
  if (showing_ == Showing::kNothing || now - *quiet_since_ < kTick) return;
  const auto waited = std::chrono::duration_cast<std::chrono::seconds>(now - *quiet_since_).count();
  std::fprintf(stderr, "\r\033[Kwaiting for the OTPIQ API, %lld s; Ctrl-C gives up", static_cast<long long>(waited));
  is_shown_ = true;
}

// Before anything else is told.
void PatientTransport::clear() {
  if (is_shown_) std::fputs("\r\033[K", stderr);
  is_shown_ = false;
}

}  // namespace campaignd
