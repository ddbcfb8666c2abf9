#include "core/seats.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/policy/messaging_limit.h"

namespace campaignd {
namespace {

// What the plan does with the place that a campaign has.
struct Marked {
  const ObservedCampaign* campaign;
  Seat::Kind kind;
  std::uint32_t asker;
};

std::vector<Asker> askers_of(const std::vector<Decision>& decisions, Senders& senders) {
  std::vector<Asker> askers;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const Decision& decision = decisions[i];
    if (!decision.wish) continue;
    Asker asker{.entry = i, .campaign = decision.seen, .wish = *decision.wish};
    asker.sender = asker.wish.number != nullptr ? senders.of(*asker.wish.number) : senders.of(*decision.seen);
    asker.recipients = counted_recipients(asker.wish.recipients);
    asker.cost = still_to_pay(*decision.seen);
    asker.moves = decision.entry.action == Action::kUpdate && (asker.wish.moves_time || asker.wish.changes_number);
    askers.push_back(asker);
  }
  std::ranges::sort(askers, [&](const Asker& a, const Asker& b) {
    return std::tie(a.wish.start, decisions[a.entry].entry.handle) <
           std::tie(b.wish.start, decisions[b.entry].entry.handle);
  });
  return askers;
}

std::vector<Marked> marks_of(const PlanInputs& inputs, const std::vector<Decision>& decisions,
                             const std::vector<Unmanaged>& unmanaged, const std::vector<Asker>& askers) {
  std::vector<Marked> marks;
  for (std::uint32_t i = 0; i < askers.size(); ++i) {
    marks.push_back({askers[i].campaign, askers[i].moves ? Seat::Kind::kOwn : Seat::Kind::kStands, i});
  }
  for (const Decision& decision : decisions) {
    const PlanEntry& entry = decision.entry;
    if (entry.action != Action::kUpdate || !entry.is_requested_disarm || !entry.id) continue;
    marks.push_back({inputs.observed.find(*entry.id), Seat::Kind::kLeft, Seat::kNobody});
  }
  for (const Unmanaged& campaign : unmanaged) {
    if (campaign.disarm) marks.push_back({inputs.observed.find(campaign.id), Seat::Kind::kLeft, Seat::kNobody});
  }
  std::ranges::sort(marks, std::less<>(), &Marked::campaign);
  return marks;
}

}  // namespace

Seats seats_of(const PlanInputs& inputs, const std::vector<Decision>& decisions,
               const std::vector<Unmanaged>& unmanaged) {
  Seats all{.seats = {}, .askers = {}, .senders = Senders(inputs.catalog)};
  all.askers = askers_of(decisions, all.senders);
  const auto marks = marks_of(inputs, decisions, unmanaged, all.askers);
  all.seats.reserve(inputs.observed.campaigns.size() + all.askers.size());
  for (const auto& [id, campaign] : inputs.observed.campaigns) {
    if (campaign.status != CampaignStatus::kScheduled || !campaign.scheduled_for || campaign.is_sample) continue;
    Seat seat{*campaign.scheduled_for, all.senders.of(campaign), counted_recipients(campaign.recipients),
              still_to_pay(campaign), &campaign};
    if (!marks.empty()) {
      const auto mark = std::ranges::lower_bound(marks, &campaign, std::less<>(), &Marked::campaign);
      if (mark != marks.end() && mark->campaign == &campaign) {
        seat.kind = mark->kind;
        seat.asker = mark->asker;
      }
    }
    all.seats.push_back(seat);
  }
  for (std::uint32_t i = 0; i < all.askers.size(); ++i) {
    const Asker& asker = all.askers[i];
    if (!asker.moves) continue;
    all.seats.push_back(
        {asker.wish.start, asker.sender, asker.recipients, asker.cost, asker.campaign, Seat::Kind::kWanted, i});
  }
  const auto comes_after = [](const Seat& seat) { return seat.kind == Seat::Kind::kWanted ? seat.asker + 1U : 0U; };
  std::ranges::stable_sort(all.seats, [&](const Seat& a, const Seat& b) {
    return a.start != b.start ? a.start < b.start : comes_after(a) < comes_after(b);
  });
  for (std::uint32_t i = 0; i < all.seats.size(); ++i) {
    const Seat& seat = all.seats[i];
    if (seat.asker == Seat::kNobody) continue;
    (seat.kind == Seat::Kind::kWanted ? all.askers[seat.asker].wanted : all.askers[seat.asker].has) = i;
  }
  return all;
}

}  // namespace campaignd
