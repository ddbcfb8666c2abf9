#include "wire/sockets.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

namespace campaignd::testing {

bool accepts(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<in_port_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const any = reinterpret_cast<sockaddr*>(&address);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  const bool accepts = ::connect(socket, any, sizeof address) == 0;
  ::close(socket);
  return accepts;
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
