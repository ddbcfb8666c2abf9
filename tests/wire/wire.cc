#include "wire/wire.h"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include "process/service_bench.h"
#include "wire/sockets.h"

namespace campaignd::testing {

namespace {

constexpr std::string_view kEndOfHead = "\r\n\r\n";

std::size_t length_of_body(const std::string& head) {
  constexpr std::string_view kName = "\r\nContent-Length: ";
  const auto at = head.find(kName);
  return at == head.npos ? 0 : std::stoul(head.substr(at + kName.size()));
}

// Appends what comes next; false where nothing more will.
bool receives(int socket, std::string& to) {
  std::array<char, 16384> buffer{};
  const ssize_t got = ::recv(socket, buffer.data(), buffer.size(), 0);
  if (got > 0) to.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0;
}

// Empty where the peer went before the whole of one was there.
std::string whole_request(int socket) {
  std::string bytes;
  for (;;) {
    const auto end = bytes.find(kEndOfHead);
    if (end != bytes.npos && bytes.size() >= end + kEndOfHead.size() + length_of_body(bytes.substr(0, end))) {
      return bytes;
    }
    if (!receives(socket, bytes)) return "";
  }
}

// Whether the peer goes within that time.
bool goes_within(int socket, int milliseconds) {
  pollfd waiting{socket, POLLRDHUP, 0};
  return ::poll(&waiting, 1, milliseconds) > 0;
}

}  // namespace

bool WirePeer::says(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool WirePeer::says_slowly(std::string_view bytes, int milliseconds) const {
  return std::all_of(bytes.begin(), bytes.end(), [&](const char& byte) {
    return says({&byte, 1}) && !goes_within(socket_, milliseconds);
  });
}

void WirePeer::is_silent() const {
  static_cast<void>(goes_within(socket_, -1));
}

void WirePeer::resets() const {
  const linger at_once{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

// After what was said has arrived: the kernel would repeat it for ever, and that is a sign of life.
void WirePeer::vanishes() const {
  eventually([this] {
    int under_way = 0;
    return ::ioctl(socket_, SIOCOUTQ, &under_way) != 0 || under_way == 0;
  });
  turns_deaf(socket_);
  is_silent();
}

Wire::Wire(int simulator_port, At at, int port) : simulator_port_(simulator_port) {
  const LoopbackAddress address(at == At::kIpv6 ? AF_INET6 : AF_INET, port);
  listener_ = ::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(listener_, address.get(), address.size()) != 0 || ::listen(listener_, 64) != 0) {
    ::close(listener_);
    throw std::runtime_error("nobody can listen on that loopback port");
  }
  port_ = port_of(listener_);
  listening_ = std::thread([this] { listens(); });
}

Wire::~Wire() {
  ends_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  listening_.join();
  ::close(listener_);
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
}

void Wire::does(Fault fault) {
  const std::lock_guard lock(mutex_);
  fault_ = std::move(fault);
}

std::string Wire::last_request() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

std::string Wire::answer_to(const WireRequest& request) const {
  const LoopbackAddress address(AF_INET, simulator_port_);
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string answer;
  if (::connect(socket, address.get(), address.size()) == 0) {
    std::string bytes = request.bytes;
    bytes.insert(bytes.find("\r\n"), "\r\nConnection: close");
    if (WirePeer(socket).says(bytes)) {
      while (receives(socket, answer)) continue;
    }
  }
  ::close(socket);
  return answer;
}

void Wire::listens() {
  for (;;) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const std::lock_guard lock(mutex_);
    open_.push_back(socket);
    threads_.emplace_back([this, socket] { serves(socket); });
  }
}

void Wire::serves(int socket) {
  const WireRequest request{whole_request(socket)};
  if (!request.bytes.empty() && !ends_) {
    ++requests_;
    Fault fault;
    {
      const std::lock_guard lock(mutex_);
      last_ = request.bytes;
      fault = fault_;
    }
    const WirePeer peer(socket);
    if (fault) {
      fault(peer, request);
    } else {
      peer.says(answer_to(request));
    }
  }
  const std::lock_guard lock(mutex_);
  open_.remove(socket);
  ::close(socket);
}

}  // namespace campaignd::testing
