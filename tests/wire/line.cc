#include "wire/line.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <string_view>

#include "adapters/curl/loopback.h"
#include "wire/sockets.h"
#include "wire/wire.h"

namespace campaignd::testing {

namespace {

// False where nothing more will come, or nobody takes it.
bool passes_on(int from, int to) {
  std::array<char, 16384> bytes{};
  const ssize_t got = ::recv(from, bytes.data(), bytes.size(), 0);
  return got > 0 && WirePeer(to).says({bytes.data(), static_cast<std::size_t>(got)});
}

}  // namespace

Line::Line(int server_port) : server_port_(server_port) {
  const curl_test::LoopbackSocket socket = curl_test::listen_on_loopback();
  listener_ = socket.socket;
  port_ = socket.port;
  listening_ = std::thread([this] { listens(); });
}

Line::~Line() {
  ::shutdown(listener_, SHUT_RDWR);
  listening_.join();
  ::close(listener_);
  for (Connection& connection : connections_) {
    ::shutdown(connection.near, SHUT_RDWR);
    ::shutdown(connection.far, SHUT_RDWR);
    connection.thread.join();
    ::close(connection.near);
    ::close(connection.far);
  }
}

void Line::is_cut() {
  const std::lock_guard lock(mutex_);
  for (Connection& connection : connections_) {
    connection.is_cut = true;
    turns_deaf(connection.near);
  }
}

void Line::ends() {
  const std::lock_guard lock(mutex_);
  for (const Connection& connection : connections_) {
    ::shutdown(connection.near, SHUT_RDWR);
    ::shutdown(connection.far, SHUT_RDWR);
  }
}

int Line::connections() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(connections_.size());
}

void Line::listens() {
  for (;;) {
    const int near = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (near < 0) return;
    const LoopbackAddress server(AF_INET, server_port_);
    const int far = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    static_cast<void>(::connect(far, server.get(), server.size()));  // where it fails, the connection ends at once
    const std::lock_guard lock(mutex_);
    Connection& connection = connections_.emplace_back(Connection{.near = near, .far = far});
    connection.thread = std::thread([this, &connection] { carries(connection); });
  }
}

// Whoever ends first, the other one hears of it; but of a cut nobody does.
void Line::carries(Connection& connection) {
  std::array<pollfd, 2> ends{{{connection.near, POLLIN, 0}, {connection.far, POLLIN, 0}}};
  for (bool goes_on = true; goes_on;) {
    if (::poll(ends.data(), ends.size(), -1) < 0) continue;
    const std::lock_guard lock(mutex_);
    if (connection.is_cut) return;
    if (ends[0].revents != 0) goes_on = passes_on(connection.near, connection.far);
    if (goes_on && ends[1].revents != 0) goes_on = passes_on(connection.far, connection.near);
  }
  ::shutdown(connection.near, SHUT_RDWR);
  ::shutdown(connection.far, SHUT_RDWR);
}

}  // namespace campaignd::testing
