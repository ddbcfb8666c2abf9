#include "core/settle.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/campaign_names.h"
#include "core/policy/ask_together.h"
#include "core/policy/credit.h"
#include "core/policy/free_starts.h"
#include "core/policy/messaging_limit.h"
#include "core/policy/nearest_start.h"
#include "core/policy/preflight.h"
#include "core/policy/rules.h"
#include "core/seats.h"

namespace campaignd {
namespace {

class Settling {
 public:
  Settling(const PlanInputs& inputs, const std::vector<Decision>& decisions, const std::vector<Unmanaged>& unmanaged)
      : inputs_(inputs),
        decisions_(decisions),
        names_(decisions),
        all_(seats_of(inputs, decisions, unmanaged)),
        together_(inputs, all_, names_),
        refusals_(all_.askers.size()) {}

  Settled run(WallTime now) &&;

 private:
  void refuse_until_settled();
  bool refuse_circles();
  enum class By : std::uint8_t { kRule, kCircle };
  struct Refusal {
    Verdict why;
    By by = By::kRule;
  };
  void refuse(std::uint32_t asker, Verdict why, By by);
  [[nodiscard]] std::vector<std::uint32_t> waits_for(std::uint32_t asker) const;
  [[nodiscard]] Settled::Row row_of(std::uint32_t asker, WallTime now);
  [[nodiscard]] std::optional<WallTime> nearest_for(std::uint32_t asker, WallTime now);
  void tell_credit(Settled& settled, WallTime now) const;
  void tell_limits(Settled& settled) const;

  const PlanInputs& inputs_;
  const std::vector<Decision>& decisions_;
  CampaignNames names_;
  Seats all_;
  Together together_;
  std::vector<std::optional<Refusal>> refusals_;  // by asker
  std::optional<FreeStarts> free_starts_;         // as things are left; made when somebody is told of another start
  std::size_t questions_ = 0;
};

Settled Settling::run(WallTime now) && {
  refuse_until_settled();
  while (refuse_circles()) refuse_until_settled();
  Settled settled;
  settled.questions = questions_;
  for (std::uint32_t i = 0; i < all_.askers.size(); ++i) {
    Settled::Row row = row_of(i, now);
    if (!row.said.empty() || !row.after.empty() || row.nearest) settled.rows.push_back(std::move(row));
  }
  tell_credit(settled, now);
  tell_limits(settled);
  return settled;
}

// Round after round, each in the order of the askers. Who is in no doubt would give the answer that it gave before.
void Settling::refuse_until_settled() {
  for (std::uint32_t from = 0;;) {
    const auto asker = together_.first_in_doubt(from);
    if (!asker && from == 0) return;
    from = asker ? *asker + 1 : 0;
    if (!asker) continue;
    ++questions_;
    if (auto why = together_.objection(*asker)) refuse(*asker, *std::move(why), By::kRule);
  }
}

void Settling::refuse(std::uint32_t asker, Verdict why, By by) {
  all_.askers[asker].refused = true;
  together_.stays(asker);
  refusals_[asker] = Refusal{std::move(why), by};
}

// Whose places it moves into, and who moves on from there: other updates, or campaigns that are taken off the clock.
std::vector<std::uint32_t> Settling::waits_for(std::uint32_t asker) const {
  std::vector<std::uint32_t> seats;
  const Asker& from = all_.askers[asker];
  if (!from.moves || from.refused) return seats;
  for (const std::uint32_t index : together_.near(asker)) {
    const Seat& seat = all_.seats[index];
    const bool is_left = seat.kind == Seat::Kind::kLeft || (seat.kind == Seat::Kind::kOwn && !all_.is_taken(seat));
    if (is_left) seats.push_back(index);
  }
  return seats;
}

// Those that can go, go, until only those are left that wait for each other, and who waits for them.
bool Settling::refuse_circles() {
  std::vector<std::vector<std::uint32_t>> waiting(all_.askers.size());  // by asker: who goes after it
  std::vector<std::uint32_t> left(all_.askers.size(), 0);               // for how many it waits
  std::vector<std::uint32_t> free;
  for (std::uint32_t i = 0; i < all_.askers.size(); ++i) {
    for (const std::uint32_t seat : waits_for(i)) {
      if (all_.seats[seat].kind == Seat::Kind::kLeft) continue;
      waiting[all_.seats[seat].asker].push_back(i);
      ++left[i];
    }
    if (left[i] == 0) free.push_back(i);
  }
  while (!free.empty()) {
    const std::uint32_t gone = free.back();
    free.pop_back();
    for (const std::uint32_t other : waiting[gone]) {
      if (--left[other] == 0) free.push_back(other);
    }
  }
  // Who only waits for a circle is left to the rule: it conflicts with those that stay.
  std::vector<std::uint32_t> waiters(all_.askers.size(), 0);
  for (std::uint32_t i = 0; i < all_.askers.size(); ++i) {
    if (left[i] == 0) continue;
    waiters[i] = static_cast<std::uint32_t>(
        std::ranges::count_if(waiting[i], [&](std::uint32_t other) { return left[other] > 0; }));
    if (waiters[i] == 0) free.push_back(i);
  }
  while (!free.empty()) {
    const std::uint32_t outside = free.back();
    free.pop_back();
    left[outside] = 0;
    for (const std::uint32_t seat : waits_for(outside)) {
      const std::uint32_t other = all_.seats[seat].asker;
      if (all_.seats[seat].kind == Seat::Kind::kOwn && left[other] > 0 && --waiters[other] == 0) free.push_back(other);
    }
  }
  std::vector<std::pair<std::uint32_t, Verdict>> refused;
  for (std::uint32_t i = 0; i < all_.askers.size(); ++i) {
    if (left[i] == 0) continue;
    std::string name;
    for (const std::uint32_t seat : waits_for(i)) {
      if (all_.seats[seat].kind == Seat::Kind::kOwn && left[all_.seats[seat].asker] > 0)
        name = names_.of(*all_.seats[seat].campaign);
    }
    refused.emplace_back(i, Verdict{"spacing",
                                    Answer::kObjects,
                                    to_rfc3339(all_.askers[i].wish.start),
                                    "it moves into the place of " + name +
                                        ", and they wait for each other in a circle; move one of them elsewhere first",
                                    {},
                                    {}});
  }
  for (auto& [asker, why] : refused) refuse(asker, std::move(why), By::kCircle);
  return !refused.empty();
}

Settled::Row Settling::row_of(std::uint32_t index, WallTime now) {
  const Asker& asker = all_.askers[index];
  Settled::Row row{.entry = asker.entry, .said = together_.said(index), .after = {}};
  if (const auto& refusal = refusals_[index]) {
    // Who was in its way may have been refused after it: as things are left tells more than as they were.
    const auto now_said = std::ranges::find(row.said, refusal->why.rule, &Verdict::rule);
    if (now_said == row.said.end()) {
      row.said.push_back(refusal->why);
    } else if (refusal->by == By::kCircle) {
      *now_said = refusal->why;
    }
  }
  for (const std::uint32_t seat : waits_for(index)) row.after.push_back(all_.seats[seat].campaign->id);
  std::ranges::sort(row.after);
  row.after.erase(std::unique(row.after.begin(), row.after.end()), row.after.end());

  const auto& alone = decisions_[asker.entry].entry.asked;
  if (std::ranges::any_of(alone, reads_time) || std::ranges::any_of(row.said, reads_time))
    row.nearest = nearest_for(index, now);
  return row;
}

std::optional<WallTime> Settling::nearest_for(std::uint32_t asker, WallTime now) {
  if (!free_starts_) free_starts_ = together_.free_starts();
  auto rules = start_rules(inputs_.policy);
  if (auto rule = together_.start_rule(*free_starts_, asker)) rules.push_back(*std::move(rule));
  return nearest_start(std::move(rules), all_.askers[asker].wish.start, inputs_.policy, now);
}

// Where the money ends, and for whom of those that are looked at last it does not last.
void Settling::tell_credit(Settled& settled, WallTime now) const {
  const PolicySettings& policy = inputs_.policy;
  if (policy.require_credit == CheckLevel::kOff || !inputs_.observed.project) return;
  const Money credit = money_of(inputs_.observed.project->credit);
  Money needed = 0;
  const Seat* first = nullptr;
  for (const Seat& seat : all_.seats) {
    if (!all_.is_taken(seat)) continue;
    needed += seat.cost;
    if (needed <= credit || seat.cost == 0) continue;
    if (first == nullptr) first = &seat;
    if (now >= preflight_due(seat.start, policy)) settled.unpaid.push_back(seat.campaign);
  }
  std::ranges::sort(settled.unpaid);
  if (first == nullptr) return;
  settled.warnings.push_back({"requireCredit",
                              "the credit is " + in_iqd(credit) + ", and all that is scheduled needs " +
                                  in_iqd(needed) + ": the money is gone from " + names_.of(*first->campaign) + " (" +
                                  to_rfc3339(first->start) + ") on",
                              first->campaign->id.str()});
}

void Settling::tell_limits(Settled& settled) const {
  if (inputs_.policy.messaging_limit == CheckLevel::kOff || inputs_.catalog == nullptr) return;
  const auto limits = limits_of(*inputs_.catalog);
  if (std::ranges::none_of(limits, [](const auto& limit) { return limit.has_value(); })) return;
  std::vector<std::vector<const Seat*>> seats(limits.size());
  for (const Seat& seat : all_.seats) {
    if (seat.sender.business < limits.size() && all_.is_taken(seat)) seats[seat.sender.business].push_back(&seat);
  }
  Warning warning{"messagingLimit", "", ""};
  for (std::size_t business = 0; business < limits.size(); ++business) {
    if (!limits[business]) continue;
    std::int64_t sum = 0;
    auto first = seats[business].begin();
    for (const Seat* seat : seats[business]) {
      sum += seat->recipients;
      for (; (*first)->start <= seat->start - kLimitSpan; ++first) sum -= (*first)->recipients;
      auto over = against_limit(*limits[business], sum);
      if (!over) continue;
      warning.detail += (warning.detail.empty() ? "" : "; ") + std::string("with ") + names_.of(*seat->campaign) +
                        " (" + to_rfc3339(seat->start) + ") there are " + *over;
      warning.about += seat->campaign->id.str();
      break;
    }
  }
  if (!warning.detail.empty()) settled.warnings.push_back(std::move(warning));
}

}  // namespace

Settled settle(const PlanInputs& inputs, const std::vector<Decision>& decisions,
               const std::vector<Unmanaged>& unmanaged, WallTime now) {
  return Settling(inputs, decisions, unmanaged).run(now);
}

}  // namespace campaignd
