// What the kernel knows of loopback ports.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

namespace campaignd::testing {

class LoopbackAddress {
 public:
  LoopbackAddress(int family, int port);  // AF_INET or AF_INET6

  [[nodiscard]] int family() const { return storage_.ss_family; }
  [[nodiscard]] socklen_t size() const;
  [[nodiscard]] const sockaddr* get() const;

 private:
  sockaddr_storage storage_{};
};

// At which a socket is bound.
[[nodiscard]] int port_of(int socket);

// Whether somebody takes connections there, at 127.0.0.1.
[[nodiscard]] bool accepts(int port);

// How many connections to that port at 127.0.0.1 neither side has begun to close.
[[nodiscard]] int open_connections(int port);

// From now on what comes in for that socket is dropped by the kernel before it is acknowledged, as though its machine
// had lost its cable: to the other end that is neither an end nor a refusal. Of one that listens nobody gets a
// connection.
// Throws std::runtime_error where the kernel lets nobody do so.
void turns_deaf(int socket);
[[nodiscard]] bool can_turn_deaf();

// A port at which whoever connects hears nothing, neither yes nor no.
class DeafPort {
 public:
  explicit DeafPort(int family, int port = 0);  // 0: any free one; throws std::runtime_error where it cannot be had
  ~DeafPort();
  DeafPort(const DeafPort&) = delete;
  DeafPort& operator=(const DeafPort&) = delete;

  [[nodiscard]] int port() const { return port_of(socket_); }

 private:
  int socket_;
};

// A port that is taken while this lives, and at which every connection is refused.
class TakenPort {
 public:
  TakenPort(int family, int port);  // throws std::runtime_error where it cannot be had
  ~TakenPort();
  TakenPort(const TakenPort&) = delete;
  TakenPort& operator=(const TakenPort&) = delete;

 private:
  int socket_;
};

}  // namespace campaignd::testing
