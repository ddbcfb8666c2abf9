#include "noting_transport.h"

#include <variant>

namespace campaignd {

namespace {

bool is_about_the_key(const CallFailure& failure) {
  return failure.kind == FailureKind::kUnauthorized || failure.kind == FailureKind::kForbidden;
}

}  // namespace

CallNumber NotingTransport::send(const ApiCall& call) {
  const CallNumber number = looking_.send(call);
  if (std::holds_alternative<GetCampaign>(call)) campaigns_.insert(number);
  return number;
}

std::optional<Reply> NotingTransport::await(MonotonicTime until) {
  std::optional<Reply> reply = looking_.await(until);
  if (reply && is_worth_noting(*reply)) failure_ = reply->result.error();
  return reply;
}

bool NotingTransport::is_worth_noting(const Reply& reply) const {
  if (reply.result || (failure_ && is_about_the_key(*failure_))) return false;
  return reply.result.error().kind != FailureKind::kNotFound || !campaigns_.contains(reply.call);
}

}  // namespace campaignd
