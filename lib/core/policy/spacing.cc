#include "core/policy/spacing.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/planted_bug.h"

namespace campaignd {

using std::chrono::milliseconds;

Places::Places(std::vector<Place> places) : places_(std::move(places)) {
  std::erase_if(places_, [](const Place& place) { return place.number == Sender::kUnknown; });
  std::ranges::sort(places_);
}

void Places::put(const Place& place) {
  if (place.number != Sender::kUnknown) places_.insert(std::ranges::upper_bound(places_, place), place);
}

void Places::take(const Place& place) {
  const auto it = std::ranges::lower_bound(places_, place);
  if (it != places_.end() && *it == place) places_.erase(it);
}

std::span<const Place> Places::near(std::uint32_t number, WallTime start, milliseconds spacing) const {
  if (number == Sender::kUnknown) return {};
  const auto from = std::ranges::lower_bound(places_, Place{number, start - spacing + milliseconds(1), 0});
  const auto to = std::lower_bound(from, places_.end(), Place{number, start + spacing, 0});
  return {from, to};
}

std::optional<Place> too_near(const Places& places, std::uint32_t number, WallTime start, milliseconds spacing,
                              std::optional<std::uint32_t> but) {
  if (is_planted(Bug::kSpacingIgnored)) return std::nullopt;
  const auto near = places.near(number, start, spacing);
  const auto counts = [&](const Place& place) { return place.who != but; };
  const auto middle = std::ranges::lower_bound(near, start, {}, &Place::start);
  const auto after = std::find_if(middle, near.end(), counts);
  const auto before = std::find_if(std::make_reverse_iterator(middle), near.rend(), counts);
  if (before == near.rend()) return after == near.end() ? std::nullopt : std::optional(*after);
  if (after != near.end() && after->start - start < start - before->start) return *after;
  // Of several at one start the first.
  return *std::find_if(std::ranges::lower_bound(near, before->start, {}, &Place::start), near.end(), counts);
}

std::string against_spacing(WallTime start, WallTime other, const std::string& name, milliseconds spacing) {
  std::string text;
  if (start == other) {
    text = "at the same time as ";
  } else {
    text = in_words(start - other) + (start > other ? " after " : " before ");
  }
  return text + name + " from the same number, nearer than " + in_words(spacing);
}

}  // namespace campaignd
