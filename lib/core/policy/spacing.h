// spacing: two campaigns from one number start at least so far apart. Exactly so far is enough.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/policy/senders.h"

namespace campaignd {

// A start from a number; `who` is the caller's own word for the campaign. An unknown number has no places.
struct Place {
  std::uint32_t number = Sender::kUnknown;
  WallTime start{};
  std::uint32_t who = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

class Places {
 public:
  Places() = default;
  explicit Places(std::vector<Place> places);

  void put(const Place& place);
  void take(const Place& place);  // nothing where it is not there

  // Those of `number` that are nearer to `start` than `spacing`, by their start.
  [[nodiscard]] std::span<const Place> near(std::uint32_t number, WallTime start,
                                            std::chrono::milliseconds spacing) const;

 private:
  std::vector<Place> places_;  // sorted
};

// The nearest one that is too near, but for those of `but`; the earlier of two.
std::optional<Place> too_near(const Places& places, std::uint32_t number, WallTime start,
                              std::chrono::milliseconds spacing, std::optional<std::uint32_t> but);

// `10 min after 'eid-greeting' from the same number, nearer than 15 min`.
std::string against_spacing(WallTime start, WallTime other, const std::string& name, std::chrono::milliseconds spacing);

}  // namespace campaignd
