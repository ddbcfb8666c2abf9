// Where a number is free, seen from any start: for telling thousands of campaigns the nearest start that spacing
// allows. Places so near to each other that nothing fits between are passed in one step.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/instant.h"
#include "core/policy/nearest_start.h"
#include "core/policy/spacing.h"

namespace campaignd {

class FreeStarts {
 public:
  // What is taken, sorted.
  FreeStarts(std::vector<Place> taken, std::chrono::milliseconds spacing);

  // The first start at or after `start`, the last at or before it, that keeps apart from all but `but`.
  [[nodiscard]] WallTime next(std::uint32_t number, WallTime start, const std::optional<Place>& but) const;
  [[nodiscard]] WallTime last(std::uint32_t number, WallTime start, const std::optional<Place>& but) const;

  // Both, for the nearest start; borrows this.
  [[nodiscard]] StartRule rule(std::uint32_t number, const std::optional<Place>& but) const;

 private:
  [[nodiscard]] std::optional<std::size_t> too_near_to(std::uint32_t number, WallTime start,
                                                       std::optional<std::size_t> but) const;
  [[nodiscard]] bool is_row(std::size_t place, std::size_t later) const;
  [[nodiscard]] std::optional<std::size_t> index_of(const std::optional<Place>& place) const;

  std::vector<Place> taken_;
  std::chrono::milliseconds spacing_;
  std::vector<std::size_t> row_first_;  // of each: the first of the row of places that it stands in
  std::vector<std::size_t> row_last_;
};

}  // namespace campaignd
