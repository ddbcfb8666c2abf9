// Who is where on the clock, number by number, as campaigns are taken to stand, to come or to go: for spacing, where
// one question is asked for each of thousands of campaigns. Each answer and each change takes nearly constant time,
// however many places are free again, or too near.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/instant.h"
#include "core/marked_row.h"
#include "core/policy/spacing.h"

namespace campaignd {

class TakenPlaces {
 public:
  // All that anybody has or may have, none of them taken; `who` counts from 0 and orders what comes at one start.
  TakenPlaces(std::vector<Place> places, std::chrono::milliseconds spacing);

  // Nothing happens where the number is not known.
  void stands(std::uint32_t who);  // counts for all
  void comes(std::uint32_t who);   // counts for what comes at the same time, or later; may go
  void goes(std::uint32_t who);

  // For what comes: the nearest of those that stand and those that come before it, where it is too near.
  [[nodiscard]] std::optional<Place> too_near_to(std::uint32_t who) const;

  // For such a start: the nearest of all but `but`, where it is too near.
  [[nodiscard]] std::optional<Place> too_near_to(std::uint32_t number, WallTime start,
                                                 std::optional<std::uint32_t> but) const;

  // Those that come too near to `who`, the sooner first, up to the one that `ends` says is no longer of interest.
  template <class Ends>
  [[nodiscard]] std::vector<std::uint32_t> coming_near(std::uint32_t who, const Ends& ends) const {
    std::vector<std::uint32_t> found;
    if (!is_known(who)) return found;
    const auto [first, last] = near(place_of(who).number, place_of(who).start);
    for (auto at = coming_.from(first); at && *at < last && !ends(at_[*at].who); at = coming_.from(*at + 1))
      found.push_back(at_[*at].who);
    return found;
  }

  // Taken or not: those that are too near to such a start.
  [[nodiscard]] std::vector<std::uint32_t> all_near(std::uint32_t number, WallTime start) const;

  // Those that are taken, in order.
  [[nodiscard]] std::vector<Place> taken() const;

 private:
  struct Stretch {
    std::size_t first;
    std::size_t last;
  };
  [[nodiscard]] bool is_known(std::uint32_t who) const { return index_of_[who] < at_.size(); }
  [[nodiscard]] const Place& place_of(std::uint32_t who) const { return at_[index_of_[who]]; }
  [[nodiscard]] Stretch near(std::uint32_t number, WallTime start) const;
  [[nodiscard]] std::size_t first_at(std::uint32_t number, WallTime start) const;
  [[nodiscard]] std::optional<Place> before(const Place& own, std::optional<std::uint32_t> but) const;
  [[nodiscard]] std::optional<Place> nearer(std::optional<Place> before, std::optional<std::size_t> after,
                                            const Place& own) const;

  std::chrono::milliseconds spacing_;
  std::vector<Place> at_;              // sorted; without those whose number is not known
  std::vector<std::size_t> index_of_;  // by who, into `at_`; beyond its end where the number is not known
  MarkedRow taken_;
  MarkedRow standing_;
  MarkedRow coming_;
};

}  // namespace campaignd
