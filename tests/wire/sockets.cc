#include "wire/sockets.h"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace campaignd::testing {

namespace {

bool hears_nothing_from_now(int socket) {
  sock_filter keeps_nothing{BPF_RET | BPF_K, 0, 0, 0};
  const sock_fprog program{1, &keeps_nothing};
  return ::setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
}

}  // namespace

// NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): addresses of sockets are made to be cast
LoopbackAddress::LoopbackAddress(int family, int port) {
  storage_.ss_family = static_cast<sa_family_t>(family);
  if (family == AF_INET6) {
    auto* const address = reinterpret_cast<sockaddr_in6*>(&storage_);
    address->sin6_port = htons(static_cast<in_port_t>(port));
    address->sin6_addr = in6addr_loopback;
  } else {
    auto* const address = reinterpret_cast<sockaddr_in*>(&storage_);
    address->sin_port = htons(static_cast<in_port_t>(port));
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }
}

socklen_t LoopbackAddress::size() const {
  return family() == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
}

const sockaddr* LoopbackAddress::get() const {
  return reinterpret_cast<const sockaddr*>(&storage_);
}

int port_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port
                                             : reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}
// NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)

bool accepts(int port) {
  const LoopbackAddress address(AF_INET, port);
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool accepts = ::connect(socket, address.get(), address.size()) == 0;
  ::close(socket);
  return accepts;
}

TakenPort::TakenPort(int family, int port) : socket_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const LoopbackAddress address(family, port);
  const int yes = 1;  // connections of its last owner may still be on their way out
  ::setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(socket_, address.get(), address.size()) == 0) return;
  ::close(socket_);
  throw std::runtime_error("a loopback port is not to be had");
}

TakenPort::~TakenPort() {
  ::close(socket_);
}

void turns_deaf(int socket) {
  if (!hears_nothing_from_now(socket)) throw std::runtime_error("the kernel attaches no filter to a socket");
}

bool can_turn_deaf() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool can = hears_nothing_from_now(socket);
  ::close(socket);
  return can;
}

DeafPort::DeafPort(int family, int port) : socket_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const LoopbackAddress address(family, port);
  const int yes = 1;
  ::setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  turns_deaf(socket_);
  if (::bind(socket_, address.get(), address.size()) == 0 && ::listen(socket_, 64) == 0) return;
  ::close(socket_);
  throw std::runtime_error("a loopback port is not to be had");
}

DeafPort::~DeafPort() {
  ::close(socket_);
}

// Lines of `/proc/net/tcp` are `N: LOCAL:PORT REMOTE:PORT STATE …`, in hexadecimal; 01 is an established one.
int open_connections(int port) {
  std::ifstream table("/proc/net/tcp");
  int open = 0;
  for (std::string line; std::getline(table, line);) {
    std::istringstream fields(line);
    std::string number;
    std::string local;
    std::string remote;
    std::string state;
    fields >> number >> local >> remote >> state;
    if (state != "01" || remote.find(':') == remote.npos) continue;
    if (std::stoi(remote.substr(remote.find(':') + 1), nullptr, 16) == port) ++open;
  }
  return open;
}

}  // namespace campaignd::testing
