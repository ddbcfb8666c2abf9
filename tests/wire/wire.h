// The wire between campaignd and a simulated service, in plain HTTP/1.1: every request goes to the simulator and its
// answer back, until the test says what is to become of them instead. One request a connection where it passes; each
// connection on a thread of its own, so that one which hangs holds up no other.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace campaignd::testing {

struct WireRequest {
  std::string bytes;  // as they came
  [[nodiscard]] bool is_patch() const { return bytes.starts_with("PATCH "); }
};

// The end of a connection at which campaignd is the other one.
class WirePeer {
 public:
  explicit WirePeer(int socket) : socket_(socket) {}

  bool says(std::string_view bytes) const;                           // false: the peer has gone
  bool says_slowly(std::string_view bytes, int milliseconds) const;  // so much between two bytes
  void is_silent() const;                                            // until the peer goes
  void resets() const;                                               // what is said after it is lost
  void vanishes() const;  // until the wire ends: not even that the peer goes is noticed

 private:
  int socket_;
};

class Wire {
 public:
  enum class At { kIpv4, kIpv6 };
  using Fault = std::function<void(const WirePeer& peer, const WireRequest& request)>;

  // At `port` of 127.0.0.1 or ::1; 0: any free one. Throws std::runtime_error where it cannot be had.
  explicit Wire(int simulator_port, At at = At::kIpv4, int port = 0);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  // What becomes of the requests from now on; the connection ends after it. Empty: they pass.
  void does(Fault fault);
  void mends() { does({}); }

  // What the simulator answers to it, whole. Its effect is there when this returns.
  [[nodiscard]] std::string answer_to(const WireRequest& request) const;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string base_url(const std::string& host = "127.0.0.1") const {
    return "http://" + host + ":" + std::to_string(port_) + "/api";
  }
  [[nodiscard]] int requests() const { return requests_; }
  [[nodiscard]] std::string last_request() const;  // its bytes

 private:
  void listens();
  void serves(int socket);

  int simulator_port_;
  int port_ = 0;
  int listener_ = -1;
  std::atomic<bool> ends_{false};
  std::atomic<int> requests_{0};
  mutable std::mutex mutex_;  // of what follows
  Fault fault_;
  std::string last_;
  std::list<int> open_;
  std::list<std::thread> threads_;
  std::thread listening_;
};

}  // namespace campaignd::testing
