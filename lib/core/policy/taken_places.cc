#include "core/policy/taken_places.h"

#include <algorithm>
#include <utility>

namespace campaignd {
namespace {

// The first marked one at or after `at` that is not of `but`.
std::optional<std::size_t> next_but(const MarkedRow& marked, const std::vector<Place>& places, std::size_t at,
                                    std::optional<std::uint32_t> but) {
  auto found = marked.from(at);
  if (found && places[*found].who == but) found = marked.from(*found + 1);
  return found;
}

}  // namespace

TakenPlaces::TakenPlaces(std::vector<Place> places, std::chrono::milliseconds spacing)
    : spacing_(spacing), at_(std::move(places)) {
  index_of_.assign(at_.size(), at_.size());
  std::erase_if(at_, [](const Place& place) { return place.number == Sender::kUnknown; });
  std::ranges::sort(at_);
  for (std::size_t i = 0; i < at_.size(); ++i) index_of_[at_[i].who] = i;
  taken_ = MarkedRow(at_.size());
  standing_ = MarkedRow(at_.size());
  coming_ = MarkedRow(at_.size());
}

void TakenPlaces::stands(std::uint32_t who) {
  if (!is_known(who)) return;
  taken_.mark(index_of_[who]);
  standing_.mark(index_of_[who]);
  coming_.unmark(index_of_[who]);
}

void TakenPlaces::comes(std::uint32_t who) {
  if (!is_known(who)) return;
  taken_.mark(index_of_[who]);
  coming_.mark(index_of_[who]);
}

void TakenPlaces::goes(std::uint32_t who) {
  if (!is_known(who)) return;
  taken_.unmark(index_of_[who]);
  standing_.unmark(index_of_[who]);
  coming_.unmark(index_of_[who]);
}

std::optional<Place> TakenPlaces::too_near_to(std::uint32_t who) const {
  if (!is_known(who)) return std::nullopt;
  const Place own = place_of(who);
  // What stands at one start comes first, then what comes, by its order: what is behind its own place comes later.
  auto after = taken_.from(first_at(own.number, own.start));
  if (after && *after >= index_of_[who]) after = standing_.from(index_of_[who]);
  return nearer(before(own, std::nullopt), after, own);
}

std::optional<Place> TakenPlaces::too_near_to(std::uint32_t number, WallTime start,
                                              std::optional<std::uint32_t> but) const {
  if (number == Sender::kUnknown) return std::nullopt;
  const Place own{number, start, 0};
  return nearer(before(own, but), next_but(taken_, at_, first_at(number, start), but), own);
}

// The nearest that is earlier; of several at one start the first.
std::optional<Place> TakenPlaces::before(const Place& own, std::optional<std::uint32_t> but) const {
  auto found = taken_.before(first_at(own.number, own.start));
  if (found && at_[*found].who == but) found = taken_.before(*found);
  if (!found || at_[*found].number != own.number || own.start - at_[*found].start >= spacing_) return std::nullopt;
  return at_[*next_but(taken_, at_, first_at(own.number, at_[*found].start), but)];
}

// The nearer one; the earlier of two.
std::optional<Place> TakenPlaces::nearer(std::optional<Place> before, std::optional<std::size_t> after,
                                         const Place& own) const {
  if (!after || at_[*after].number != own.number || at_[*after].start - own.start >= spacing_) return before;
  const bool is_nearer = !before || at_[*after].start - own.start < own.start - before->start;
  return is_nearer ? at_[*after] : before;
}

std::vector<std::uint32_t> TakenPlaces::all_near(std::uint32_t number, WallTime start) const {
  std::vector<std::uint32_t> found;
  if (number == Sender::kUnknown) return found;
  const auto [first, last] = near(number, start);
  for (std::size_t i = first; i < last; ++i) found.push_back(at_[i].who);
  return found;
}

std::vector<Place> TakenPlaces::taken() const {
  std::vector<Place> found;
  for (auto i = taken_.from(0); i; i = taken_.from(*i + 1)) found.push_back(at_[*i]);
  return found;
}

TakenPlaces::Stretch TakenPlaces::near(std::uint32_t number, WallTime start) const {
  return {first_at(number, start - spacing_ + std::chrono::milliseconds(1)), first_at(number, start + spacing_)};
}

std::size_t TakenPlaces::first_at(std::uint32_t number, WallTime start) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(at_, Place{number, start, 0}) - at_.begin());
}

}  // namespace campaignd
