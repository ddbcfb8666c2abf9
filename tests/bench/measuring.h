// What a benchmark prints, and the clocks it reads. A time is measured several times and the best one counts: whatever
// else the machine does can only add to it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace campaignd::bench {

using Nanoseconds = std::chrono::nanoseconds;

struct Row {
  std::string name;
  std::string measured;
  std::string target;
  bool is_met = false;
};

// CPU time, user and system, of the calling thread, and of a whole process.
[[nodiscard]] Nanoseconds cpu_of_this_thread();
[[nodiscard]] Nanoseconds cpu_of(pid_t process);

[[nodiscard]] Nanoseconds best(const std::vector<Nanoseconds>& times);
[[nodiscard]] Nanoseconds median(std::vector<Nanoseconds> times);

// The CPU time of the quickest of `times` runs.
[[nodiscard]] Nanoseconds best_cpu(int times, const std::function<void()>& run);

[[nodiscard]] double milliseconds_in(Nanoseconds time);
[[nodiscard]] std::string in_ms(Nanoseconds time);         // `12.3 ms`
[[nodiscard]] std::string with_two_digits(double number);  // `1.04`

// `EPYC, 2 CPUs, Linux 6.1.0, load 0.31`
[[nodiscard]] std::string machine();

}  // namespace campaignd::bench
