#include "bench/ready_socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace campaignd::bench {

ReadySocket::ReadySocket(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error("the path of a socket is too long: " + path);
  path.copy(address.sun_path, path.size());
  ::unlink(path.c_str());
  // The socket interface's own cast: there is no other way to name an address.
  if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot listen on " + path);
  }
}

ReadySocket::~ReadySocket() {
  ::close(socket_);
}

std::optional<std::string> ReadySocket::next(std::chrono::milliseconds deadline) const {
  pollfd waited{socket_, POLLIN, 0};
  if (::poll(&waited, 1, static_cast<int>(deadline.count())) != 1) return std::nullopt;
  std::array<char, 4096> message{};
  const ssize_t size = ::recv(socket_, message.data(), message.size(), 0);
  if (size < 0) return std::nullopt;
  return std::string(message.data(), static_cast<std::size_t>(size));
}

}  // namespace campaignd::bench
