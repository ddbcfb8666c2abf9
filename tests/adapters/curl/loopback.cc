#include "adapters/curl/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace campaignd::curl_test {
namespace {

LoopbackSocket bound() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  if (::bind(socket, any, size) != 0 || ::getsockname(socket, any, &size) != 0) {
    throw std::runtime_error("no loopback port to be had");
  }
  return {socket, ntohs(address.sin_port)};
}

}  // namespace

LoopbackSocket listen_on_loopback() {
  const LoopbackSocket made = bound();
  if (::listen(made.socket, 16) != 0) throw std::runtime_error("nobody can listen on a loopback port");
  return made;
}

int port_that_refuses() {
  const LoopbackSocket made = bound();
  ::close(made.socket);
  return made.port;
}

SilentListener::~SilentListener() {
  ::close(listener_.socket);
}

}  // namespace campaignd::curl_test
