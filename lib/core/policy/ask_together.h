// The policies that look at several campaigns, asked about one: spacing, requireCredit, messagingLimit. Who counts is
// who stands on the clock by what has been settled so far. It keeps account of whose answer may have changed since it
// was asked, so that nobody needs to be asked again for nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/campaign_names.h"
#include "core/make_plan.h"
#include "core/marked_row.h"
#include "core/policy/credit_queue.h"
#include "core/policy/day_loads.h"
#include "core/policy/free_starts.h"
#include "core/policy/messaging_limit.h"
#include "core/policy/taken_places.h"
#include "core/seats.h"

namespace campaignd {

class Together {
 public:
  // Everything is borrowed.
  Together(const PlanInputs& inputs, const Seats& seats, const CampaignNames& names);

  // The first at or after `asker` of the updates that pass so far, and were not asked, or might object now.
  [[nodiscard]] std::optional<std::uint32_t> first_in_doubt(std::uint32_t asker) const;

  // What objects to the update at `asker`, those before it and all that stands considered. It is in doubt no more.
  std::optional<Verdict> objection(std::uint32_t asker);

  // The update at `asker` was refused: it stands at its own place.
  void stays(std::uint32_t asker);

  // What warns of it, or objects, everything considered that is left.
  [[nodiscard]] std::vector<Verdict> said(std::uint32_t asker) const;

  // Where it might start instead: how far from everybody else it has to be. Empty where spacing is off; borrows `free`.
  [[nodiscard]] std::optional<StartRule> start_rule(const FreeStarts& free, std::uint32_t asker) const;
  [[nodiscard]] FreeStarts free_starts() const;

  // The places that are too near to where it wants to go, taken or not: indexes of seats.
  [[nodiscard]] std::vector<std::uint32_t> near(std::uint32_t asker) const;

 private:
  struct Business {
    Limit limit;
    std::vector<std::uint32_t> seats;  // by start
    DayLoads loads;                    // counts into `seats`
    [[nodiscard]] std::size_t place_of(std::uint32_t seat) const;
  };

  void gather_places();
  void gather_costs();
  void gather_loads();
  [[nodiscard]] std::optional<Verdict> observe(const Asker& asker) const;
  [[nodiscard]] std::optional<Verdict> spacing(const Asker& asker, const std::optional<Place>& other) const;
  [[nodiscard]] std::optional<Verdict> credit(std::uint32_t asker) const;
  [[nodiscard]] std::optional<Verdict> limit(const Asker& asker, const Limit& limit, std::int64_t recipients) const;
  [[nodiscard]] bool refuses_for_credit(const Asker& asker) const;
  [[nodiscard]] bool was_taken_off(const Asker& asker) const;
  [[nodiscard]] const Business* business_of(const Asker& asker) const;
  [[nodiscard]] std::optional<std::uint32_t> taken_seat(const Asker& asker) const;
  void doubt_for_spacing(std::uint32_t seat);
  void move_recipients(const Asker& asker);

  const PlanInputs& inputs_;
  const PolicySettings& policy_;
  const Seats& all_;
  const CampaignNames& names_;
  MarkedRow in_doubt_;                               // by asker; but for credit, which knows by itself
  std::uint32_t asked_ = 0;                          // those before it were asked once at least
  std::optional<TakenPlaces> places_;                // of every seat; `who` is its index
  std::optional<CreditQueue> credit_;                // where it is asked for, and could be read
  std::vector<std::optional<Business>> businesses_;  // those with a limit, where that is asked for
};

}  // namespace campaignd
