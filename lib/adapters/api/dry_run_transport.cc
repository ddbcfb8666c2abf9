#include "adapters/api/dry_run_transport.h"

#include <variant>

#include "adapters/api/requests.h"

namespace campaignd {

namespace {

// Withheld calls are numbered in the upper half, which no transport that counts from 1 ever reaches.
constexpr std::uint64_t kUpperHalf = std::uint64_t{1} << 63U;

}  // namespace

CallNumber DryRunTransport::send(const ApiCall& call) {
  const auto* patch = std::get_if<PatchCampaign>(&call);
  if (!is_write(call) || (patch != nullptr && patch->patch.is_disarm())) return real_.send(call);
  const auto number = static_cast<CallNumber>(kUpperHalf | ++last_withheld_);
  withheld_.push_back(number);
  return number;
}

std::optional<Reply> DryRunTransport::await(MonotonicTime until) {
  if (withheld_.empty()) return real_.await(until);
  const CallNumber number = withheld_.front();
  withheld_.pop_front();
  return Reply{.call = number,
               .result = tl::unexpected(CallFailure{FailureKind::kWithheld, 0, "dry run: not sent", std::nullopt}),
               .server_date = std::nullopt};
}

void DryRunTransport::abandon() {
  withheld_.clear();
  real_.abandon();
}

}  // namespace campaignd
