#include "core/policy/spacing.h"

#include <algorithm>
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
                              const Counts& counts) {
  if (is_planted(Bug::kSpacingIgnored)) return std::nullopt;
  std::optional<Place> nearest;
  for (const Place& place : places.near(number, start, spacing)) {
    if (!counts(place)) continue;
    if (!nearest || std::chrono::abs(place.start - start) < std::chrono::abs(nearest->start - start)) nearest = place;
    if (nearest->start == start) break;  // none is nearer, and there may be thousands
  }
  return nearest;
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

StartRule spacing_rule(const Places& places, std::uint32_t number, milliseconds spacing, Counts counts) {
  // A place that is too near pushes on, to where the next one may be too near: each is passed once.
  const auto settle = [&places, number, spacing, counts = std::move(counts)](WallTime start, bool later) {
    while (const auto other = too_near(places, number, start, spacing, counts)) {
      start = later ? other->start + spacing : other->start - spacing;
    }
    return start;
  };
  return {[settle](WallTime start) { return std::optional(settle(start, true)); },
          [settle](WallTime start) { return std::optional(settle(start, false)); }};
}

}  // namespace campaignd
