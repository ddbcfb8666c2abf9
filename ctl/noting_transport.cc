#include "noting_transport.h"

namespace campaignd {

namespace {

bool is_about_the_key(const CallFailure& failure) {
  return failure.kind == FailureKind::kUnauthorized || failure.kind == FailureKind::kForbidden;
}

}  // namespace

std::optional<Reply> NotingTransport::await(MonotonicTime until) {
  std::optional<Reply> reply = looking_.await(until);
  if (!reply || reply->result || reply->result.error().kind == FailureKind::kNotFound) return reply;
  if (!failure_ || !is_about_the_key(*failure_)) failure_ = reply->result.error();
  return reply;
}

}  // namespace campaignd
