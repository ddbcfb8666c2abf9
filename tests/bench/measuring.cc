#include "bench/measuring.h"

#include <sys/utsname.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace campaignd::bench {
namespace {

Nanoseconds read_clock(clockid_t clock) {
  timespec time{};
  if (::clock_gettime(clock, &time) != 0) throw std::runtime_error("a CPU clock cannot be read");
  return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

std::string with_digits(double number, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << number;
  return text.str();
}

std::string cpu_model() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown CPU";
}

}  // namespace

Nanoseconds cpu_of_this_thread() {
  return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

Nanoseconds cpu_of(pid_t process) {
  clockid_t clock{};
  if (::clock_getcpuclockid(process, &clock) != 0) throw std::runtime_error("the process has no CPU clock");
  return read_clock(clock);
}

Nanoseconds best(const std::vector<Nanoseconds>& times) {
  return *std::min_element(times.begin(), times.end());
}

Nanoseconds median(std::vector<Nanoseconds> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

Nanoseconds best_cpu(int times, const std::function<void()>& run) {
  std::vector<Nanoseconds> taken;
  for (int i = 0; i < times; ++i) {
    const auto start = cpu_of_this_thread();
    run();
    taken.push_back(cpu_of_this_thread() - start);
  }
  return best(taken);
}

double milliseconds_in(Nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

std::string in_ms(Nanoseconds time) {
  return with_digits(milliseconds_in(time), 1) + " ms";
}

std::string with_two_digits(double number) {
  return with_digits(number, 2);
}

std::string machine() {
  utsname name{};
  ::uname(&name);
  double load = 0;
  if (::getloadavg(&load, 1) != 1) load = 0;
  return std::string(name.nodename) + ", " + cpu_model() + ", " + std::to_string(std::thread::hardware_concurrency()) +
         " CPUs, " + name.sysname + " " + name.release + ", load " + with_two_digits(load);
}

}  // namespace campaignd::bench
