// The line between campaignd and a server, byte for byte, over which TLS and HTTP/2 go as they are. It can be cut as a
// cable is, without a word to anybody, or end.
#pragma once

#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace campaignd::testing {

class Line {
 public:
  explicit Line(int server_port);  // of 127.0.0.1; throws std::runtime_error where no port is to be had
  ~Line();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  // Nothing more comes over the connections that there are, and what is sent on them is not even acknowledged. Those
  // that are made later work.
  void is_cut();

  // Both sides hear the end of the connections that there are.
  void ends();

  [[nodiscard]] std::string base_url(const std::string& scheme = "https") const {
    return scheme + "://127.0.0.1:" + std::to_string(port_) + "/api";
  }
  [[nodiscard]] int connections() const;  // how many were made in all

 private:
  struct Connection {
    int near;  // campaignd's end
    int far;   // the server's
    bool is_cut = false;
    std::thread thread;
  };

  void listens();
  void carries(Connection& connection);

  int server_port_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;  // of what follows
  std::list<Connection> connections_;
  std::thread listening_;
};

}  // namespace campaignd::testing
