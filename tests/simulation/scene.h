// The stage of one walk: the world, the dice that decide what happens in it, and the story that a failing seed tells.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "unit/engine/world.h"

namespace campaignd {

inline constexpr auto kLockWindow = 10min;
inline constexpr auto kMinLead = 1min;
inline constexpr auto kInterval = 1h;
inline constexpr int kMaxChanges = 2;
inline constexpr auto kSpacing = 15min;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  int below(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }
  bool one_in(int count) { return below(count) == 0; }

 private:
  std::mt19937_64 random_;
};

class Story {
 public:
  explicit Story(const FakeClock& clock) : clock_(clock) {}
  void tell(const std::string& what) { lines_.push_back(to_rfc3339(clock_.wall_now()) + " " + what); }
  // The first rule that is broken ends a walk's worth; what follows from it is told all the same.
  void violated(const std::string& rule) {
    violations_.push_back(rule);
    tell("VIOLATED: " + rule);
  }
  [[nodiscard]] const std::vector<std::string>& violations() const { return violations_; }
  [[nodiscard]] std::string text() const;

 private:
  const FakeClock& clock_;
  std::vector<std::string> lines_;
  std::vector<std::string> violations_;
};

struct Scene {
  explicit Scene(std::uint64_t seed);
  Dice dice;
  Dice network_dice;  // of their own, so that how often the service asks does not change what people do
  World world;
  Story story{world.clock};

  WallTime some_time();                      // mostly ahead, within a day and a half
  std::chrono::milliseconds some_latency();  // mostly well below a second, at times several
  [[nodiscard]] WallTime now() const { return world.clock.wall_now(); }
};

}  // namespace campaignd
