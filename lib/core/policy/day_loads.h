// How many recipients one business writes to in every 24 hours, as campaigns are taken to stand, to come or to go: for
// messagingLimit, where one question is asked for each of thousands of campaigns that all lie within one day. Each
// answer and each change takes logarithmic time.
//
// Campaigns are known by their place in the order of their starts. The spans that are looked at begin with a campaign;
// one that begins earlier, or later, holds no more of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/instant.h"
#include "core/policy/messaging_limit.h"
#include "core/running_sums.h"
#include "core/stretches.h"

namespace campaignd {

class DayLoads {
 public:
  enum class State : std::uint8_t {
    kAway,    // does not count
    kStands,  // counts for all
    kComes,   // counts for what comes at the same time or later; may be refused
  };

  // A campaign's start and recipients, by start.
  DayLoads(std::vector<Batch> batches, std::vector<State> states);

  // What comes, in the fullest 24 hours that hold it: with all that stands, and what comes before it.
  [[nodiscard]] std::int64_t with_earlier(std::size_t place) const;

  // The most that 24 hours hold that hold `batch`, which counts in place of what it is now, at `own`.
  [[nodiscard]] std::int64_t with_all(const Batch& batch, std::optional<std::size_t> own) const;

  // From kComes or kAway to kStands, or from kComes to kAway.
  void becomes(std::size_t place, State state);

  // What comes at `place` was allowed to, with so much to spare: from then on, and until it is in doubt, it is watched.
  void allow(std::size_t place, std::int64_t to_spare);

  // One that was allowed, and that by all that stands since may be too much now; it is watched no more.
  std::optional<std::size_t> take_doubtful();

 private:
  [[nodiscard]] std::size_t first_after(WallTime start) const;
  [[nodiscard]] std::size_t first_from(WallTime start) const;

  std::vector<Batch> batches_;
  std::vector<State> states_;
  RunningSums all_;        // recipients of those that count
  RunningSums coming_;     // of those that come
  Stretches whole_spans_;  // by the campaign that a span begins with: all that counts in it
  // Likewise: what stands in it, less what comes before it begins. With what comes before a campaign added, that is
  // what stands in the span and what comes in it before that campaign.
  Stretches earlier_spans_;
  Stretches short_by_;  // of those that are watched: how much too much there is at most
};

}  // namespace campaignd
