// Who is paid before whom: what starts sooner is paid first; at one start what stands before what comes. For
// requireCredit, where one question is asked for each of thousands of campaigns: each answer and each change takes
// logarithmic time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/policy/credit.h"
#include "core/running_sums.h"
#include "core/seats.h"
#include "core/stretches.h"

namespace campaignd {

class CreditQueue {
 public:
  // `watched`: by asker, whether it may be refused for want of money. `all` is borrowed.
  CreditQueue(Money credit, const Seats& all, const std::vector<bool>& watched);

  [[nodiscard]] Money credit() const { return credit_; }

  // What all that is paid before it costs, and itself.
  [[nodiscard]] Money needed_for(std::uint32_t asker) const;

  // The update at `asker` was refused, which `all` says by now: it stands at its own place.
  void stays(std::uint32_t asker);

  // The first at or after `asker` of those that are watched, were not refused and for which the credit does not last.
  [[nodiscard]] std::optional<std::uint32_t> first_short(std::uint32_t asker) const;

 private:
  Money credit_;
  const Seats& all_;
  RunningSums costs_;  // of the seats that are taken
  Stretches needed_;   // by asker, of those that are watched
};

}  // namespace campaignd
