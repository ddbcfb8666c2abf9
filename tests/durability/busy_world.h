// A world with one of everything that is written, on a journal that the test chooses, and a list of the PATCHes that
// reached the service which outlives the process: it lies in memory that a child shares with its parent.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "unit/engine/world.h"

namespace campaignd {

// The PATCHes that reached the service, in order, over all lives.
class Reached {
 public:
  Reached();
  ~Reached();
  Reached(const Reached&) = delete;
  Reached& operator=(const Reached&) = delete;

  void add(const PatchCampaign& call);
  [[nodiscard]] std::vector<PatchCampaign> all() const;

 private:
  // Of the patches of a BusyWorld that is all there is.
  struct One {
    int campaign = 0;
    bool has_template = false, has_schedule = false, is_armed = false;
    std::int64_t time = 0;
  };
  struct Shared {
    std::size_t count = 0;
    std::array<One, 64> calls{};
  };
  Shared* shared_ = nullptr;
};

// A move, an arm, a disarm with a change behind it, a template.
struct BusyWorld : World {
  static constexpr int kPatches = 5;

  // The service as `reached` left it.
  BusyWorld(Journal& kept_in, Reached& reached);

  [[nodiscard]] bool is_as_the_file_says();
};

}  // namespace campaignd
