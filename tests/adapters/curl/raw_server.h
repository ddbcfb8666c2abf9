// A server of a test's own on a loopback port, for faults below HTTP: it says bytes, whatever they are, to each request
// and counts what came. One connection after another, each until its peer or the script ends it.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

namespace campaignd::curl_test {

struct Said {
  std::string bytes;
  std::string then_for_ever;  // repeated behind them until the peer hangs up
  bool hangs_up = false;      // after it
};

class RawServer {
 public:
  // Given a request's number, from 1, and its head. An empty one hangs up on whoever connects.
  using Script = std::function<Said(int number, const std::string& head)>;

  explicit RawServer(Script script);
  explicit RawServer(const Said& always)
      : RawServer([always](int /*number*/, const std::string& /*head*/) { return always; }) {}
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] int requests() const { return requests_; }

 private:
  void serve();
  void serve_one(int connection);
  bool answer(int connection, const std::string& head);

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> requests_{0};
  std::atomic<int> connection_{-1};
  std::atomic<bool> ends_{false};
  std::thread thread_;
};

}  // namespace campaignd::curl_test
