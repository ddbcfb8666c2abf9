#include "core/policy/credit_queue.h"

#include <algorithm>

namespace campaignd {
namespace {

WallTime wish_of(const Asker& asker) {
  return asker.wish.start;
}

}  // namespace

CreditQueue::CreditQueue(Money credit, const Seats& all, const std::vector<bool>& watched)
    : credit_(credit), all_(all) {
  std::vector<Money> costs(all.seats.size(), 0);
  for (std::size_t i = 0; i < costs.size(); ++i) costs[i] = all.is_taken(all.seats[i]) ? all.seats[i].cost : 0;
  costs_ = RunningSums(costs);
  std::vector<Money> needed(all.askers.size(), Stretches::kNever);
  for (std::uint32_t i = 0; i < needed.size(); ++i) {
    if (watched[i]) needed[i] = needed_for(i);
  }
  needed_ = Stretches(needed);
}

Money CreditQueue::needed_for(std::uint32_t index) const {
  const Asker& asker = all_.askers[index];
  if (asker.comes()) return costs_.of_first(*asker.wanted) + asker.cost;
  const auto by_start = std::ranges::upper_bound(all_.seats, asker.wish.start, {}, &Seat::start);
  const auto before = static_cast<std::size_t>(by_start - all_.seats.begin());
  const bool is_counted_already = asker.has && *asker.has < before;
  return costs_.of_first(before) + (is_counted_already ? 0 : asker.cost);
}

void CreditQueue::stays(std::uint32_t index) {
  const Asker& asker = all_.askers[index];
  const std::size_t count = all_.askers.size();
  costs_.add(*asker.wanted, -asker.cost);
  needed_.set(index, Stretches::kNever);
  needed_.add(index + 1, count, -asker.cost);
  if (!asker.has) return;
  const Seat& seat = all_.seats[*asker.has];
  costs_.add(*asker.has, seat.cost);
  const auto later = std::ranges::lower_bound(all_.askers, seat.start, {}, wish_of);
  needed_.add(static_cast<std::size_t>(later - all_.askers.begin()), count, seat.cost);
}

std::optional<std::uint32_t> CreditQueue::first_short(std::uint32_t asker) const {
  const auto found = needed_.first_above(credit_, asker);
  return found ? std::optional(static_cast<std::uint32_t>(*found)) : std::nullopt;
}

}  // namespace campaignd
