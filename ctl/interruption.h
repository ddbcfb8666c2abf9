// Ctrl-C, SIGTERM and a terminal that is closed as a stop token: what is under way is ended, and what came of it is
// still told. A second one ends the program as it always does.
#pragma once

#include <functional>
#include <stop_token>
#include <thread>

namespace campaignd {

class Interruption {
 public:
  // `on_request` is called on another thread. Must be made before other threads are.
  explicit Interruption(std::function<void()> on_request);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

 private:
  std::stop_source stop_;
  std::jthread watch_;
};

}  // namespace campaignd
