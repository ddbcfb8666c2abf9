#include "simulator/connection.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace campaignd::simulator {
namespace {

using std::chrono::milliseconds;

// Within a request, or while the peer's window is shut.
constexpr milliseconds kPatience{60'000};
constexpr std::size_t kEnoughToSend = 64UL * 1024;

}  // namespace

Connection::Connection(int socket, std::uint64_t number, const StopSignal& stop)
    : socket_(socket), number_(number), stop_(stop) {
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  // A program that a test starts meanwhile must not keep this connection open.
  fcntl(socket_, F_SETFD, FD_CLOEXEC);
}

Connection::~Connection() {
  if (!is_cut_) {
    flush();
    cut(/*by_reset=*/false);
  }
  close(socket_);
}

bool Connection::await_request(milliseconds idle) {
  if (is_cut_ || has_failed_ || stop_.is_set()) return false;
  if (!unread_.empty()) return true;
  return await(POLLIN, idle) && fill();
}

bool Connection::flush() {
  std::string_view rest = unsent_;
  while (!rest.empty() && is_writable()) {
    const ssize_t sent = send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      rest.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      has_failed_ = !await(POLLOUT, kPatience);
    } else if (errno != EINTR) {
      has_failed_ = true;
    }
  }
  unsent_.clear();
  return is_writable();
}

void Connection::cut(bool by_reset) {
  is_cut_ = true;
  unsent_.clear();
  if (by_reset) {
    // The kernel sends RST when the last descriptor of a socket that lingers for no time is closed.
    const linger at_once{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  } else {
    // Not left to close(): a child process may still hold a copy of the descriptor.
    shutdown(socket_, SHUT_RDWR);
  }
}

void Connection::await_hang_up() const {
  while (!stop_.is_set()) {
    std::array<pollfd, 2> waited{{{socket_, POLLRDHUP, 0}, {stop_.descriptor(), POLLIN, 0}}};
    if (poll(waited.data(), waited.size(), -1) > 0 && waited[0].revents != 0) return;
  }
}

bool Connection::is_readable() const {
  return !unread_.empty() || await(POLLIN, kPatience);
}

ssize_t Connection::read(char* into, std::size_t size) {
  if (!unsent_.empty() && !flush()) return -1;  // "100 Continue": the peer waits for it
  if (unread_.empty() && (!await(POLLIN, kPatience) || !fill())) return is_cut_ || has_failed_ ? -1 : 0;
  const std::size_t count = std::min(size, unread_.size());
  std::copy_n(unread_.begin(), count, into);
  unread_.remove_prefix(count);
  return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* from, std::size_t size) {
  if (has_failed_) return -1;
  if (is_cut_) return static_cast<ssize_t>(size);
  unsent_.append(from, size);
  if (unsent_.size() >= kEnoughToSend && !flush()) return -1;
  return static_cast<ssize_t>(size);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  sockaddr_in address{};
  socklen_t length = sizeof address;
  ip = "127.0.0.1";  // the server binds nothing else
  port = 0;
  // The socket interface's own cast: there is no other way to name an address.
  if (getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &length) == 0) port = ntohs(address.sin_port);
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  ip = "127.0.0.1";
  port = 0;
}

bool Connection::await(short events, milliseconds timeout) const {
  if (is_cut_) return false;
  std::array<pollfd, 2> waited{{{socket_, events, 0}, {stop_.descriptor(), POLLIN, 0}}};
  const auto end = std::chrono::steady_clock::now() + timeout;
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(end - std::chrono::steady_clock::now());
    const int ready =
        poll(waited.data(), waited.size(), static_cast<int>(std::max<milliseconds::rep>(0, left.count())));
    if (ready > 0) return waited[0].revents != 0 && !stop_.is_set();
    if (ready == 0 || errno != EINTR) return false;
  }
}

bool Connection::fill() {
  const ssize_t count = recv(socket_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
  unread_ = count > 0 ? std::string_view{buffer_.data(), static_cast<std::size_t>(count)} : std::string_view{};
  if (count < 0) has_failed_ = true;
  return count > 0;
}

}  // namespace campaignd::simulator
