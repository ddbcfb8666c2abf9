#include "core/policy/ask_together.h"

#include <algorithm>
#include <utility>

#include "core/policy/credit.h"

namespace campaignd {
namespace {

bool touches_place(const StartWish& wish) {
  return wish.arms || wish.moves_time || wish.changes_number;
}

Answer answer(bool objects) {
  return objects ? Answer::kObjects : Answer::kWarns;
}

}  // namespace

Together::Together(const PlanInputs& inputs, const Seats& seats, const std::vector<Decision>& decisions)
    : inputs_(inputs), policy_(inputs.policy), all_(seats), decisions_(decisions), seats_of_(seats.askers.size()) {
  for (std::uint32_t i = 0; i < all_.seats.size(); ++i) {
    if (all_.seats[i].asker != Seat::kNobody) seats_of_[all_.seats[i].asker].push_back(i);
  }
  if (all_.askers.empty()) return;
  seen_.reserve(decisions.size());
  for (const Decision& decision : decisions) seen_.push_back(decision.seen);
  if (policy_.spacing) {
    std::vector<Place> places;
    places.reserve(all_.seats.size());
    for (std::uint32_t i = 0; i < all_.seats.size(); ++i)
      places.push_back({all_.seats[i].sender.number, all_.seats[i].start, i});
    places_ = Places(std::move(places));
  }
  if (policy_.require_credit != CheckLevel::kOff && inputs.observed.project) {
    credit_ = money_of(inputs.observed.project->credit);
    std::vector<std::int64_t> costs;
    costs.reserve(all_.seats.size());
    for (const Seat& seat : all_.seats) costs.push_back(all_.is_taken(seat) ? seat.cost : 0);
    costs_ = RunningSums(costs);
  }
  if (policy_.messaging_limit == CheckLevel::kOff || inputs.catalog == nullptr) return;
  limits_ = limits_of(*inputs.catalog);
  businesses_.resize(limits_.size());
  std::vector<std::vector<std::int64_t>> recipients(limits_.size());
  for (std::uint32_t i = 0; i < all_.seats.size(); ++i) {
    const Seat& seat = all_.seats[i];
    if (seat.sender.business >= limits_.size() || !limits_[seat.sender.business]) continue;
    businesses_[seat.sender.business].seats.push_back(i);
    recipients[seat.sender.business].push_back(all_.is_taken(seat) ? seat.recipients : 0);
  }
  for (std::size_t i = 0; i < businesses_.size(); ++i) businesses_[i].recipients = RunningSums(recipients[i]);
}

void Together::stays(std::uint32_t asker) {
  for (const std::uint32_t index : seats_of_[asker]) {
    const Seat& seat = all_.seats[index];
    const int sign = seat.kind == Seat::Kind::kOwn ? 1 : -1;
    if (credit_) costs_.add(index, sign * seat.cost);
    if (seat.sender.business >= businesses_.size()) continue;
    Business& business = businesses_[seat.sender.business];
    const auto it = std::ranges::lower_bound(business.seats, index);
    if (it == business.seats.end() || *it != index) continue;
    business.recipients.add(static_cast<std::size_t>(it - business.seats.begin()), sign * seat.recipients);
  }
}

std::optional<Verdict> Together::objection(std::uint32_t asker) const {
  if (auto unknown = observe(all_.askers[asker])) return unknown;
  auto found = spacing(asker, Others::kEarlier);
  if (!found && (policy_.require_credit == CheckLevel::kBlock || policy_.preflight == Preflight::kDisarm))
    found = credit(asker);
  if ((!found || found->answer != Answer::kObjects) && policy_.messaging_limit == CheckLevel::kBlock)
    found = limit(asker, Others::kEarlier);
  return found && found->answer == Answer::kObjects ? found : std::nullopt;
}

std::vector<Verdict> Together::said(std::uint32_t asker) const {
  std::vector<Verdict> said;
  for (auto found :
       {observe(all_.askers[asker]), spacing(asker, Others::kAll), credit(asker), limit(asker, Others::kAll)}) {
    if (found) said.push_back(*std::move(found));
  }
  return said;
}

// What cannot be looked at cannot be allowed, where it would be refused.
std::optional<Verdict> Together::observe(const Asker& asker) const {
  const Observation& seen = inputs_.observed;
  const auto blind = [](const char* given, const std::optional<std::string>& why) {
    return Verdict{"observe", Answer::kObjects, given, why.value_or(std::string(given) + " was not read yet"), {}, {}};
  };
  const bool needs_credit = policy_.require_credit == CheckLevel::kBlock && asker.wish.arms;
  const bool needs_limit = policy_.messaging_limit == CheckLevel::kBlock && touches_place(asker.wish);
  const bool needs_places = policy_.spacing && touches_place(asker.wish);
  if ((needs_places || needs_credit || needs_limit) && seen.scheduled_failure)
    return blind("the list of scheduled campaigns", seen.scheduled_failure);
  if (needs_credit && !seen.project) return blind("the project's credit", seen.project_failure);
  if (needs_limit && inputs_.catalog == nullptr) return blind("the numbers' limits", seen.catalog_failure);
  return std::nullopt;
}

std::optional<Verdict> Together::spacing(std::uint32_t index, Others others) const {
  if (!policy_.spacing) return std::nullopt;
  const Asker& asker = all_.askers[index];
  const auto other = too_near(places_, asker.sender.number, asker.wish.start, *policy_.spacing,
                              [&](const Place& place) { return counts(all_.seats[place.who], index, others); });
  if (!other) return std::nullopt;
  const ObservedCampaign& campaign = *all_.seats[other->who].campaign;
  Verdict verdict{"spacing",
                  answer(touches_place(asker.wish)),
                  to_rfc3339(asker.wish.start),
                  against_spacing(asker.wish.start, other->start, name_of(campaign), *policy_.spacing),
                  {},
                  {}};
  // One that has started stands in nobody's way.
  if (other->start < asker.wish.start - policy_.min_lead) verdict.clears_at = other->start;
  return verdict;
}

// What starts sooner is paid first; at one start what stands before what comes.
std::optional<Verdict> Together::credit(std::uint32_t index) const {
  if (!credit_) return std::nullopt;
  const Asker& asker = all_.askers[index];
  const auto by_start = std::ranges::upper_bound(all_.seats, asker.wish.start, {}, &Seat::start);
  auto before = static_cast<std::size_t>(by_start - all_.seats.begin());
  Money own = 0;  // that is in the sums already
  for (const std::uint32_t seat : seats_of_[index]) {
    if (!all_.is_taken(all_.seats[seat])) continue;
    if (all_.seats[seat].kind == Seat::Kind::kWanted) {
      before = seat;
    } else if (seat < before) {
      own = all_.seats[seat].cost;
    }
  }
  const Money needed = costs_.of_first(before) - own + asker.cost;
  auto detail = against_credit(*credit_, needed);
  if (!detail) return std::nullopt;
  const CampaignMemory* memory = inputs_.memory.find(asker.campaign->id);
  if (policy_.preflight == Preflight::kDisarm && asker.wish.arms && memory != nullptr && memory->preflight_took) {
    return Verdict{
        "preflight", Answer::kObjects, in_iqd(asker.cost), "pre-flight took it off the clock, and " + *detail, {}, {}};
  }
  const bool blocks = policy_.require_credit == CheckLevel::kBlock;
  return Verdict{"requireCredit", answer(blocks && asker.wish.arms), in_iqd(asker.cost), *std::move(detail), {}, {}};
}

std::optional<Verdict> Together::limit(std::uint32_t index, Others others) const {
  const Asker& asker = all_.askers[index];
  if (asker.sender.business >= limits_.size() || !limits_[asker.sender.business]) return std::nullopt;
  const Limit& limit = *limits_[asker.sender.business];
  const Business& business = businesses_[asker.sender.business];
  const auto start_of = [&](std::uint32_t seat) { return all_.seats[seat].start; };
  const auto first = std::ranges::upper_bound(business.seats, asker.wish.start - kLimitSpan, {}, start_of);
  const auto last = std::ranges::lower_bound(business.seats, asker.wish.start + kLimitSpan, {}, start_of);
  const auto count_of = [&](auto it) { return static_cast<std::size_t>(it - business.seats.begin()); };
  // Nearly always two days together are within the limit.
  const std::int64_t at_most =
      business.recipients.of_first(count_of(last)) - business.recipients.of_first(count_of(first)) + asker.recipients;
  if (at_most <= limit.recipients) return std::nullopt;
  std::vector<Batch> batches{{asker.wish.start, asker.recipients}};
  for (auto it = first; it != last; ++it) {
    const Seat& seat = all_.seats[*it];
    if (counts(seat, index, others)) batches.push_back({seat.start, seat.recipients});
  }
  std::ranges::sort(batches, {}, &Batch::start);
  auto detail = against_limit(limit, most_in_a_day_with(asker.wish.start, batches));
  if (!detail) return std::nullopt;
  const bool blocks = policy_.messaging_limit == CheckLevel::kBlock;
  return Verdict{"messagingLimit",
                 answer(blocks && touches_place(asker.wish)),
                 std::to_string(asker.recipients) + " recipients",
                 *std::move(detail),
                 {},
                 {}};
}

bool Together::counts(const Seat& seat, std::uint32_t asker, Others others) const {
  if (seat.campaign == all_.askers[asker].campaign || !all_.is_taken(seat)) return false;
  return others == Others::kAll || seat.kind != Seat::Kind::kWanted || seat.asker < asker;
}

std::optional<StartRule> Together::start_rule(std::uint32_t asker) const {
  if (!policy_.spacing) return std::nullopt;
  return spacing_rule(places_, all_.askers[asker].sender.number, *policy_.spacing,
                      [this, asker](const Place& place) { return counts(all_.seats[place.who], asker, Others::kAll); });
}

std::vector<std::uint32_t> Together::near(std::uint32_t asker) const {
  std::vector<std::uint32_t> found;
  if (!policy_.spacing) return found;
  const Asker& from = all_.askers[asker];
  for (const Place& place : places_.near(from.sender.number, from.wish.start, *policy_.spacing)) {
    if (all_.seats[place.who].campaign != from.campaign) found.push_back(place.who);
  }
  return found;
}

std::string Together::name_of(const ObservedCampaign& campaign) const {
  const auto handle = [&](auto index) {
    return "'" + decisions_[static_cast<std::size_t>(index)].entry.handle.str() + "'";
  };
  // Thousands may be refused, and then this is quicker than to look through the decisions.
  const auto entry = std::ranges::find(seen_, &campaign);
  if (entry != seen_.end()) return handle(entry - seen_.begin());
  const auto decision = std::ranges::find(decisions_, &campaign, &Decision::seen);
  if (seen_.empty() && decision != decisions_.end()) return handle(decision - decisions_.begin());
  return "'" + campaign.name + "' (" + campaign.id.str() + ")";
}

}  // namespace campaignd
