// The policies that look at several campaigns, asked about one: spacing, requireCredit, messagingLimit. Who counts is
// who stands on the clock by what has been settled so far.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/make_plan.h"
#include "core/policy/messaging_limit.h"
#include "core/policy/spacing.h"
#include "core/running_sums.h"
#include "core/seats.h"

namespace campaignd {

class Together {
 public:
  // Everything is borrowed. `handles` tell how a campaign is called for people.
  Together(const PlanInputs& inputs, const Seats& seats, const std::vector<Decision>& decisions);

  // The update at `asker` was refused: it stands at its own place.
  void stays(std::uint32_t asker);

  // What objects to the update at `asker`, those before it and all that stands considered.
  [[nodiscard]] std::optional<Verdict> objection(std::uint32_t asker) const;

  // What warns of it, or objects, everything considered that is left.
  [[nodiscard]] std::vector<Verdict> said(std::uint32_t asker) const;

  // For the nearest start: how far from everybody else it has to be. Empty where spacing is off.
  [[nodiscard]] std::optional<StartRule> start_rule(std::uint32_t asker) const;

  // The places that are too near to where it wants to go, taken or not: indexes of seats.
  [[nodiscard]] std::vector<std::uint32_t> near(std::uint32_t asker) const;

  // `'eid-greeting'`, or the name and id of one that no entry names.
  [[nodiscard]] std::string name_of(const ObservedCampaign& campaign) const;

 private:
  // Who counts for an asker: every update that passes, or only those before it.
  enum class Others : std::uint8_t { kAll, kEarlier };

  [[nodiscard]] std::optional<Verdict> observe(const Asker& asker) const;
  [[nodiscard]] std::optional<Verdict> spacing(std::uint32_t asker, Others others) const;
  [[nodiscard]] std::optional<Verdict> credit(std::uint32_t asker) const;
  [[nodiscard]] std::optional<Verdict> limit(std::uint32_t asker, Others others) const;
  [[nodiscard]] bool counts(const Seat& seat, std::uint32_t asker, Others others) const;

  struct Business {
    std::vector<std::uint32_t> seats;  // by start
    RunningSums recipients;            // of those that are taken
  };

  const PlanInputs& inputs_;
  const PolicySettings& policy_;
  const Seats& all_;
  const std::vector<Decision>& decisions_;
  std::vector<const ObservedCampaign*> seen_;  // by entry
  Places places_;                              // every seat's, taken or not; `who` is its index
  std::optional<Money> credit_;                // where it is asked for, and could be read
  RunningSums costs_;                          // of the seats that are taken
  std::vector<std::optional<Limit>> limits_;   // by business; none where they are not asked for
  std::vector<Business> businesses_;
  std::vector<std::vector<std::uint32_t>> seats_of_;  // by asker
};

}  // namespace campaignd
