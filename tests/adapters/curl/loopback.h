// Sockets of 127.0.0.1, on any free port.
#pragma once

namespace campaignd::curl_test {

struct LoopbackSocket {
  int socket = -1;  // the caller's to close
  int port = 0;
};

[[nodiscard]] LoopbackSocket listen_on_loopback();

// A port at which nobody listens.
[[nodiscard]] int port_that_refuses();

// A socket that listens and never accepts.
class SilentListener {
 public:
  SilentListener() : listener_(listen_on_loopback()) {}
  ~SilentListener();
  SilentListener(const SilentListener&) = delete;
  SilentListener& operator=(const SilentListener&) = delete;

  [[nodiscard]] int port() const { return listener_.port; }

 private:
  LoopbackSocket listener_;
};

}  // namespace campaignd::curl_test
