// The whole simulated service but its sockets: project, clock, options, faults, log. A function of the calls it is
// given and the moments they come at: it reads no clock and starts no thread. Not thread-safe; Simulator is.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <vector>

#include "simulator/api.h"
#include "simulator/clock.h"
#include "simulator/fault_book.h"
#include "simulator/request_log.h"

namespace campaignd::simulator {

// When a call comes: by the machine's wall clock, and by its steady one.
struct Moment {
  Instant machine;
  std::chrono::steady_clock::time_point steady;
};

class World {
 public:
  World(Options initial, std::uint64_t initial_seed)
      : options{std::move(initial)}, faults{initial_seed}, seed{initial_seed} {}

  Project project;
  Options options;
  MovableClock clock;
  FaultBook faults;
  RequestLog log;
  std::uint64_t seed;

  // A call under /api. Its Delivery says how the answer is to travel; finished() is called when it has, or has not.
  [[nodiscard]] Answer handle(const Call& call, Moment moment);
  void finished() { --in_flight_; }

  // Brings the world to `moment`: late calls land, campaigns start and end.
  void advance_to(Moment moment);
  // Late calls land now, whatever they still had to wait. Gives how many.
  std::size_t land_all(Moment moment);

  // Replaces project, and sets options and adds faults where `file` has them. What was wrong with it, or absent.
  [[nodiscard]] std::optional<std::string> load(const Json& file, Moment moment);
  [[nodiscard]] std::optional<std::string> set_options(const Json& values);

  [[nodiscard]] Json counters() const;

 private:
  struct LateCall {
    Call call;
    std::chrono::steady_clock::time_point due;
    std::uint64_t log_number;
  };

  Answer answer_with_faults(const Call& call, std::uint64_t log_number, Moment moment);
  void happen_before(const Fault& fault, const Call& call, Instant now);
  Answer take_effect(const Call& call, std::uint64_t log_number, Instant now);
  void land(const LateCall& late, Moment moment);
  bool is_over_rate(Moment moment);

  std::vector<LateCall> late_;
  std::deque<std::chrono::steady_clock::time_point> arrivals_;  // of the last second, while there is a rate limit
  std::optional<std::chrono::steady_clock::time_point> first_moment_;
  int in_flight_ = 0;
  int most_in_flight_ = 0;
  std::uint64_t connections_ = 0;
  std::map<std::string, std::uint64_t> by_method_;
};

}  // namespace campaignd::simulator
