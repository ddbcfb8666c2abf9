#include "core/policy/free_starts.h"

#include <algorithm>
#include <utility>

namespace campaignd {

FreeStarts::FreeStarts(std::vector<Place> taken, std::chrono::milliseconds spacing)
    : taken_(std::move(taken)), spacing_(spacing), row_first_(taken_.size()), row_last_(taken_.size()) {
  for (std::size_t i = 0; i < taken_.size(); ++i) row_first_[i] = i > 0 && is_row(i - 1, i) ? row_first_[i - 1] : i;
  for (std::size_t i = taken_.size(); i-- > 0;)
    row_last_[i] = i + 1 < taken_.size() && is_row(i, i + 1) ? row_last_[i + 1] : i;
}

WallTime FreeStarts::next(std::uint32_t number, WallTime start, const std::optional<Place>& but) const {
  const auto gap = index_of(but);
  while (const auto other = too_near_to(number, start, gap)) {
    std::size_t end = row_last_[*other];
    // Without the one that does not count, the row may end before it.
    const bool may_end = gap && *other < *gap && *gap <= end;
    if (may_end && (*gap == end || !is_row(*gap - 1, *gap + 1))) end = *gap - 1;
    start = taken_[end].start + spacing_;
  }
  return start;
}

WallTime FreeStarts::last(std::uint32_t number, WallTime start, const std::optional<Place>& but) const {
  const auto gap = index_of(but);
  while (const auto other = too_near_to(number, start, gap)) {
    std::size_t end = row_first_[*other];
    const bool may_end = gap && end <= *gap && *gap < *other;
    if (may_end && (*gap == end || !is_row(*gap - 1, *gap + 1))) end = *gap + 1;
    start = taken_[end].start - spacing_;
  }
  return start;
}

StartRule FreeStarts::rule(std::uint32_t number, const std::optional<Place>& but) const {
  return {[this, number, but](WallTime start) { return std::optional(next(number, start, but)); },
          [this, number, but](WallTime start) { return std::optional(last(number, start, but)); }};
}

// Any one of them.
std::optional<std::size_t> FreeStarts::too_near_to(std::uint32_t number, WallTime start,
                                                   std::optional<std::size_t> but) const {
  const auto found = std::ranges::lower_bound(taken_, Place{number, start, 0});
  const auto is_too_near = [&](std::size_t i) {
    return taken_[i].number == number && std::chrono::abs(taken_[i].start - start) < spacing_;
  };
  std::size_t after = static_cast<std::size_t>(found - taken_.begin());
  std::size_t before = after;  // one past it
  if (after == but) ++after;
  if (after < taken_.size() && is_too_near(after)) return after;
  if (before > 0 && before - 1 == but) --before;
  if (before > 0 && is_too_near(before - 1)) return before - 1;
  return std::nullopt;
}

// Whether nothing fits between the two.
bool FreeStarts::is_row(std::size_t place, std::size_t later) const {
  return taken_[place].number == taken_[later].number &&
         taken_[later].start - taken_[place].start < spacing_ + spacing_;
}

std::optional<std::size_t> FreeStarts::index_of(const std::optional<Place>& place) const {
  if (!place) return std::nullopt;
  const auto found = std::ranges::lower_bound(taken_, *place);
  if (found == taken_.end() || *found != *place) return std::nullopt;
  return static_cast<std::size_t>(found - taken_.begin());
}

}  // namespace campaignd
