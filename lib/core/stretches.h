// A row of numbers that change by whole stretches: the greatest of a stretch, and the first that is greater than a
// bound, each in logarithmic time (a tree of the greatest, with what was added to all below a node kept at that node).
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace campaignd {

class Stretches {
 public:
  // Of one that does not count, now or ever: whatever is added to it, it is not great.
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min() / 2;

  Stretches() = default;
  explicit Stretches(const std::vector<std::int64_t>& numbers)
      : leaves_(std::bit_ceil(std::max<std::size_t>(1, numbers.size()))),
        greatest_(2 * leaves_, kNever),
        added_(2 * leaves_, 0) {
    std::ranges::copy(numbers, greatest_.begin() + static_cast<std::ptrdiff_t>(leaves_));
    for (std::size_t node = leaves_ - 1; node > 0; --node) sum_up(node);
  }

  // To those of [first, last).
  void add(std::size_t first, std::size_t last, std::int64_t by) {
    if (first < last && by != 0) add_below(1, {0, leaves_}, {first, last}, by);
  }

  void set(std::size_t place, std::int64_t to) {
    std::size_t node = leaves_ + place;
    std::int64_t above = 0;
    for (std::size_t parent = node / 2; parent > 0; parent /= 2) above += added_[parent];
    greatest_[node] = to == kNever ? kNever : to - above;
    while (node > 1) sum_up(node /= 2);
  }

  // Of [first, last); kNever for none.
  [[nodiscard]] std::int64_t greatest(std::size_t first, std::size_t last) const {
    return first < last ? greatest_below(1, {0, leaves_}, {first, last}) : kNever;
  }

  // The first at or after `first` that is greater.
  [[nodiscard]] std::optional<std::size_t> first_above(std::int64_t bound, std::size_t first) const {
    return greatest_.empty() ? std::nullopt : first_below(1, {0, leaves_}, first, bound);
  }

 private:
  struct Stretch {
    std::size_t first;
    std::size_t last;
    [[nodiscard]] std::size_t middle() const { return first + (last - first) / 2; }
    [[nodiscard]] bool meets(const Stretch& other) const { return first < other.last && other.first < last; }
    [[nodiscard]] bool is_within(const Stretch& other) const { return other.first <= first && last <= other.last; }
  };

  void sum_up(std::size_t node) {
    greatest_[node] = std::max(greatest_[2 * node], greatest_[2 * node + 1]) + added_[node];
  }

  void add_below(std::size_t node, Stretch own, Stretch wanted, std::int64_t by) {
    if (!own.meets(wanted)) return;
    if (own.is_within(wanted)) {
      greatest_[node] += by;
      added_[node] += by;
      return;
    }
    add_below(2 * node, {own.first, own.middle()}, wanted, by);
    add_below(2 * node + 1, {own.middle(), own.last}, wanted, by);
    sum_up(node);
  }

  [[nodiscard]] std::int64_t greatest_below(std::size_t node, Stretch own, Stretch wanted) const {
    if (!own.meets(wanted)) return kNever;
    if (own.is_within(wanted)) return greatest_[node];
    return std::max(greatest_below(2 * node, {own.first, own.middle()}, wanted),
                    greatest_below(2 * node + 1, {own.middle(), own.last}, wanted)) +
           added_[node];
  }

  [[nodiscard]] std::optional<std::size_t> first_below(std::size_t node, Stretch own, std::size_t first,
                                                       std::int64_t bound) const {
    if (own.last <= first || greatest_[node] <= bound) return std::nullopt;
    if (node >= leaves_) return own.first;
    const std::int64_t rest = bound - added_[node];
    const auto found = first_below(2 * node, {own.first, own.middle()}, first, rest);
    return found ? found : first_below(2 * node + 1, {own.middle(), own.last}, first, rest);
  }

  std::size_t leaves_ = 0;
  std::vector<std::int64_t> greatest_;  // what is added above a node is not in it
  std::vector<std::int64_t> added_;
};

}  // namespace campaignd
