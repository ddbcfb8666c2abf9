// Sums of the first so many of a row of numbers that change one at a time (a Fenwick tree): both in logarithmic time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace campaignd {

class RunningSums {
 public:
  RunningSums() = default;
  explicit RunningSums(const std::vector<std::int64_t>& numbers) : tree_(numbers.size() + 1, 0) {
    for (std::size_t i = 1; i < tree_.size(); ++i) {
      tree_[i] += numbers[i - 1];
      const std::size_t parent = i + (i & (~i + 1));
      if (parent < tree_.size()) tree_[parent] += tree_[i];
    }
  }

  void add(std::size_t place, std::int64_t by) {
    for (std::size_t i = place + 1; i < tree_.size(); i += i & (~i + 1)) tree_[i] += by;
  }

  // Of the first `count`.
  [[nodiscard]] std::int64_t of_first(std::size_t count) const {
    std::int64_t sum = 0;
    for (std::size_t i = count; i > 0; i -= i & (~i + 1)) sum += tree_[i];
    return sum;
  }

 private:
  std::vector<std::int64_t> tree_;
};

}  // namespace campaignd
