#include "core/policy/ask_together.h"

#include <algorithm>
#include <utility>

#include "core/planted_bug.h"
#include "core/policy/credit.h"

namespace campaignd {
namespace {

bool touches_place(const StartWish& wish) {
  return wish.arms || wish.moves_time || wish.changes_number;
}

Answer answer(bool objects) {
  return objects ? Answer::kObjects : Answer::kWarns;
}

DayLoads::State state_of(const Seats& all, const Seat& seat) {
  if (!all.is_taken(seat)) return DayLoads::State::kAway;
  return seat.kind == Seat::Kind::kWanted ? DayLoads::State::kComes : DayLoads::State::kStands;
}

}  // namespace

Together::Together(const PlanInputs& inputs, const Seats& seats, const CampaignNames& names)
    : inputs_(inputs), policy_(inputs.policy), all_(seats), names_(names), in_doubt_(seats.askers.size()) {
  if (all_.askers.empty()) return;
  for (std::size_t i = 0; i < all_.askers.size(); ++i) {
    if (all_.askers[i].comes()) in_doubt_.mark(i);
  }
  gather_places();
  gather_costs();
  gather_loads();
}

void Together::gather_places() {
  if (!policy_.spacing) return;
  std::vector<Place> places;
  places.reserve(all_.seats.size());
  for (std::uint32_t i = 0; i < all_.seats.size(); ++i)
    places.push_back({all_.seats[i].sender.number, all_.seats[i].start, i});
  places_.emplace(std::move(places), *policy_.spacing);
  for (std::uint32_t i = 0; i < all_.seats.size(); ++i) {
    const Seat& seat = all_.seats[i];
    if (!all_.is_taken(seat)) continue;
    seat.kind == Seat::Kind::kWanted ? places_->comes(i) : places_->stands(i);
  }
}

void Together::gather_costs() {
  if (policy_.require_credit == CheckLevel::kOff || !inputs_.observed.project) return;
  std::vector<bool> watched;
  watched.reserve(all_.askers.size());
  for (const Asker& asker : all_.askers) watched.push_back(asker.comes() && refuses_for_credit(asker));
  credit_.emplace(money_of(inputs_.observed.project->credit), all_, watched);
}

void Together::gather_loads() {
  if (policy_.messaging_limit == CheckLevel::kOff || inputs_.catalog == nullptr) return;
  const auto limits = limits_of(*inputs_.catalog);
  std::vector<std::vector<std::uint32_t>> seats(limits.size());
  for (std::uint32_t i = 0; i < all_.seats.size(); ++i) {
    const std::uint32_t business = all_.seats[i].sender.business;
    if (business < limits.size() && limits[business]) seats[business].push_back(i);
  }
  businesses_.resize(limits.size());
  for (std::size_t business = 0; business < limits.size(); ++business) {
    if (!limits[business]) continue;
    std::vector<Batch> batches;
    std::vector<DayLoads::State> states;
    for (const std::uint32_t index : seats[business]) {
      const Seat& seat = all_.seats[index];
      batches.push_back({seat.start, seat.recipients});
      states.push_back(state_of(all_, seat));
    }
    businesses_[business] =
        Business{*limits[business], std::move(seats[business]), DayLoads(std::move(batches), std::move(states))};
  }
}

std::optional<std::uint32_t> Together::first_in_doubt(std::uint32_t asker) const {
  const auto marked = in_doubt_.from(asker);
  const auto poor = credit_ ? credit_->first_short(asker) : std::nullopt;
  if (!marked || (poor && *poor < *marked)) return poor;
  return static_cast<std::uint32_t>(*marked);
}

std::optional<Verdict> Together::objection(std::uint32_t index) {
  const Asker& asker = all_.askers[index];
  in_doubt_.unmark(index);
  asked_ = std::max(asked_, index + 1);
  if (auto unknown = observe(asker)) return unknown;
  if (places_) {
    if (auto found = spacing(asker, places_->too_near_to(*asker.wanted))) return found;
  }
  if (refuses_for_credit(asker)) {
    if (auto found = credit(index)) return found;
  }
  const Business* const business = business_of(asker);
  if (business == nullptr || policy_.messaging_limit != CheckLevel::kBlock) return std::nullopt;
  const std::size_t place = business->place_of(*asker.wanted);
  const std::int64_t recipients = business->loads.with_earlier(place);
  if (auto found = limit(asker, business->limit, recipients)) return found;
  businesses_[asker.sender.business]->loads.allow(place, business->limit.recipients - recipients);
  return std::nullopt;
}

void Together::stays(std::uint32_t index) {
  const Asker& asker = all_.askers[index];
  in_doubt_.unmark(index);
  if (places_) {
    places_->goes(*asker.wanted);
    if (asker.has) {
      places_->stands(*asker.has);
      doubt_for_spacing(*asker.has);
    }
  }
  if (credit_) credit_->stays(index);
  move_recipients(asker);
}

// Those that were allowed to come keep apart from each other, so that these are few; the others are in doubt anyway.
void Together::doubt_for_spacing(std::uint32_t seat) {
  const auto near = places_->coming_near(seat, [&](std::uint32_t who) { return all_.seats[who].asker >= asked_; });
  for (const std::uint32_t who : near) in_doubt_.mark(all_.seats[who].asker);
}

// From where it would come to where it stands, which may be of another business.
void Together::move_recipients(const Asker& asker) {
  const auto becomes = [&](std::uint32_t seat, DayLoads::State state) {
    const std::uint32_t index = all_.seats[seat].sender.business;
    if (index >= businesses_.size() || !businesses_[index]) return;
    Business& business = *businesses_[index];
    business.loads.becomes(business.place_of(seat), state);
    while (const auto place = business.loads.take_doubtful()) in_doubt_.mark(all_.seats[business.seats[*place]].asker);
  };
  becomes(*asker.wanted, DayLoads::State::kAway);
  if (asker.has) becomes(*asker.has, DayLoads::State::kStands);
}

std::vector<Verdict> Together::said(std::uint32_t index) const {
  const Asker& asker = all_.askers[index];
  std::vector<Verdict> said;
  const auto add = [&](std::optional<Verdict> found) {
    if (found) said.push_back(*std::move(found));
  };
  const auto own = taken_seat(asker);
  add(observe(asker));
  if (places_) add(spacing(asker, places_->too_near_to(asker.sender.number, asker.wish.start, own)));
  if (credit_) add(credit(index));
  if (const Business* const business = business_of(asker)) {
    const bool is_same = own && all_.seats[*own].sender.business == asker.sender.business;
    const auto place = is_same ? std::optional(business->place_of(*own)) : std::nullopt;
    add(limit(asker, business->limit, business->loads.with_all({asker.wish.start, asker.recipients}, place)));
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

std::optional<Verdict> Together::spacing(const Asker& asker, const std::optional<Place>& other) const {
  if (is_planted(Bug::kSpacingIgnored)) return std::nullopt;
  if (!other) return std::nullopt;
  const std::string name = names_.of(*all_.seats[other->who].campaign);
  Verdict verdict{"spacing",
                  answer(touches_place(asker.wish)),
                  to_rfc3339(asker.wish.start),
                  against_spacing(asker.wish.start, other->start, name, *policy_.spacing),
                  {},
                  {}};
  // One that has started stands in nobody's way.
  if (other->start < asker.wish.start - policy_.min_lead) verdict.clears_at = other->start;
  return verdict;
}

std::optional<Verdict> Together::credit(std::uint32_t index) const {
  const Asker& asker = all_.askers[index];
  auto detail = credit_ ? against_credit(credit_->credit(), credit_->needed_for(index)) : std::nullopt;
  if (!detail) return std::nullopt;
  if (was_taken_off(asker)) {
    return Verdict{
        "preflight", Answer::kObjects, in_iqd(asker.cost), "pre-flight took it off the clock, and " + *detail, {}, {}};
  }
  return Verdict{"requireCredit", answer(refuses_for_credit(asker)), in_iqd(asker.cost), *std::move(detail), {}, {}};
}

std::optional<Verdict> Together::limit(const Asker& asker, const Limit& limit, std::int64_t recipients) const {
  auto detail = against_limit(limit, recipients);
  if (!detail) return std::nullopt;
  const bool blocks = policy_.messaging_limit == CheckLevel::kBlock;
  return Verdict{"messagingLimit",
                 answer(blocks && touches_place(asker.wish)),
                 std::to_string(asker.recipients) + " recipients",
                 *std::move(detail),
                 {},
                 {}};
}

bool Together::refuses_for_credit(const Asker& asker) const {
  return asker.wish.arms && (policy_.require_credit == CheckLevel::kBlock || was_taken_off(asker));
}

bool Together::was_taken_off(const Asker& asker) const {
  if (policy_.preflight != Preflight::kDisarm || !asker.wish.arms) return false;
  const CampaignMemory* memory = inputs_.memory.find(asker.campaign->id);
  return memory != nullptr && memory->preflight_took;
}

const Together::Business* Together::business_of(const Asker& asker) const {
  const std::uint32_t business = asker.sender.business;
  return business < businesses_.size() && businesses_[business] ? &*businesses_[business] : nullptr;
}

std::size_t Together::Business::place_of(std::uint32_t seat) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(seats, seat) - seats.begin());
}

std::optional<std::uint32_t> Together::taken_seat(const Asker& asker) const {
  return asker.comes() ? asker.wanted : asker.has;
}

std::optional<StartRule> Together::start_rule(const FreeStarts& free, std::uint32_t index) const {
  if (!places_) return std::nullopt;
  const Asker& asker = all_.askers[index];
  std::optional<Place> own;
  if (const auto seat = taken_seat(asker)) own = Place{all_.seats[*seat].sender.number, all_.seats[*seat].start, *seat};
  return free.rule(asker.sender.number, own);
}

FreeStarts Together::free_starts() const {
  return places_ ? FreeStarts(places_->taken(), *policy_.spacing) : FreeStarts({}, {});
}

std::vector<std::uint32_t> Together::near(std::uint32_t index) const {
  std::vector<std::uint32_t> found;
  if (!places_) return found;
  const Asker& asker = all_.askers[index];
  found = places_->all_near(asker.sender.number, asker.wish.start);
  std::erase_if(found, [&](std::uint32_t seat) { return all_.seats[seat].campaign == asker.campaign; });
  return found;
}

}  // namespace campaignd
