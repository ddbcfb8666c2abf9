// Which of a row are marked, and which marked one comes next in either direction: in nearly constant time, however many
// unmarked ones lie between (bits, and above every 64 of them one that says whether any is set).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace campaignd {

class MarkedRow {
 public:
  MarkedRow() = default;
  explicit MarkedRow(std::size_t size) {
    do {
      size = size / 64 + 1;
      levels_.emplace_back(size, 0);
    } while (size > 1);
  }

  [[nodiscard]] bool has(std::size_t i) const { return ((levels_.front()[i / 64] >> (i % 64)) & 1U) != 0; }

  void mark(std::size_t i) {
    for (auto& level : levels_) {
      level[i / 64] |= bit(i);
      i /= 64;
    }
  }

  void unmark(std::size_t i) {
    for (auto& level : levels_) {
      level[i / 64] &= ~bit(i);
      if (level[i / 64] != 0) return;
      i /= 64;
    }
  }

  // The first at or after it.
  [[nodiscard]] std::optional<std::size_t> from(std::size_t i) const {
    for (std::size_t height = 0; height < levels_.size(); ++height) {
      if (i / 64 >= levels_[height].size()) return std::nullopt;
      const std::uint64_t rest = levels_[height][i / 64] & (~std::uint64_t{0} << (i % 64));
      if (rest == 0) {
        i = i / 64 + 1;  // on to the next word, which the level above tells
        continue;
      }
      i = i / 64 * 64 + static_cast<std::size_t>(std::countr_zero(rest));
      while (height > 0) i = i * 64 + static_cast<std::size_t>(std::countr_zero(levels_[--height][i]));
      return i;
    }
    return std::nullopt;
  }

  // The last before it.
  [[nodiscard]] std::optional<std::size_t> before(std::size_t i) const {
    for (std::size_t height = 0; height < levels_.size(); ++height) {
      const std::uint64_t rest = i % 64 == 0 ? 0 : levels_[height][i / 64] & (bit(i) - 1);
      if (rest == 0) {
        i /= 64;
        continue;
      }
      i = i / 64 * 64 + highest(rest);
      while (height > 0) i = i * 64 + highest(levels_[--height][i]);
      return i;
    }
    return std::nullopt;
  }

 private:
  static std::uint64_t bit(std::size_t i) { return std::uint64_t{1} << (i % 64); }
  static std::size_t highest(std::uint64_t word) { return 63 - static_cast<std::size_t>(std::countl_zero(word)); }

  std::vector<std::vector<std::uint64_t>> levels_;  // the bits themselves, then what is above them
};

}  // namespace campaignd
