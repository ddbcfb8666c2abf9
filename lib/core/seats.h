// Everybody who is on the clock, or would be after the plan: where each stands, where each wants to go, who leaves.
// What `settle` works on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/decide.h"
#include "core/make_plan.h"
#include "core/policy/credit.h"
#include "core/policy/senders.h"

namespace campaignd {

// A start that somebody has, or would have.
struct Seat {
  enum class Kind : std::uint8_t {
    kStands,  // nothing moves it
    kWanted,  // of an update that is taken to pass
    kOwn,     // that an update leaves, where it passes
    kLeft,    // of a campaign that is taken off the clock
  };
  static constexpr std::uint32_t kNobody = ~std::uint32_t{0};

  WallTime start{};
  Sender sender;
  std::int64_t recipients = 0;
  Money cost = 0;
  const ObservedCampaign* campaign = nullptr;
  Kind kind = Kind::kStands;
  std::uint32_t asker = kNobody;  // whose it is
};

// A campaign that the policies are asked about, as it would go out.
struct Asker {
  std::size_t entry = 0;
  const ObservedCampaign* campaign = nullptr;
  StartWish wish;
  Sender sender;
  std::int64_t recipients = 0;
  Money cost = 0;
  bool moves = false;                   // an update that changes time or number: it may be refused
  bool refused = false;                 // it was
  std::optional<std::uint32_t> wanted;  // the seat where it would come; where it moves alone
  std::optional<std::uint32_t> has;     // the seat where it stands, or stands until it comes

  [[nodiscard]] bool comes() const { return moves && !refused; }
};

struct Seats {
  std::vector<Seat> seats;    // by start; at one start those that stand before those that come, by their order
  std::vector<Asker> askers;  // by start after the change, then by handle
  Senders senders;

  // An update that was refused stands at its own place again.
  [[nodiscard]] bool is_taken(const Seat& seat) const {
    switch (seat.kind) {
      case Seat::Kind::kStands:
        return true;
      case Seat::Kind::kWanted:
        return !askers[seat.asker].refused;
      case Seat::Kind::kOwn:
        return askers[seat.asker].refused;
      case Seat::Kind::kLeft:
        return false;
    }
    return true;
  }
};

Seats seats_of(const PlanInputs& inputs, const std::vector<Decision>& decisions,
               const std::vector<Unmanaged>& unmanaged);

}  // namespace campaignd
