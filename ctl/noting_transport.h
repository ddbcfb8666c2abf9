// Looks through another transport, and notes which failure tells a person most about why the service could not be
// asked. Every PATCH is withheld.
#pragma once

#include <optional>
#include <set>

#include "adapters/api/dry_run_transport.h"
#include "ports/transport.h"

namespace campaignd {

class NotingTransport final : public Transport {
 public:
  explicit NotingTransport(Transport& real) : looking_(real) {}  // borrowed

  CallNumber send(const ApiCall& call) override;
  std::optional<Reply> await(MonotonicTime until) override;
  void abandon() override { looking_.abandon(); }
  void wake() override { looking_.wake(); }

  // A refused key before everything else, then the last one; a campaign that is not there is none.
  [[nodiscard]] const std::optional<CallFailure>& failure() const { return failure_; }

 private:
  [[nodiscard]] bool is_worth_noting(const Reply& reply) const;

  DryRunTransport looking_;
  std::set<CallNumber> campaigns_;  // calls that ask for one campaign: a 404 to them is an answer
  std::optional<CallFailure> failure_;
};

}  // namespace campaignd
