#include "process/notify_socket.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "process/service_bench.h"

namespace campaignd::testing {

NotifySocket::NotifySocket(std::string path)
    : path_(std::move(path)),
      socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)),
      end_(::eventfd(0, EFD_CLOEXEC)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path_.copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
  if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot bind " + path_);
  }
  thread_ = std::thread([this] { follow(); });
}

NotifySocket::~NotifySocket() {
  ::eventfd_write(end_, 1);
  thread_.join();
  ::close(end_);
  ::close(socket_);
}

void NotifySocket::follow() {
  std::array<pollfd, 2> waiting{{{socket_, POLLIN, 0}, {end_, POLLIN, 0}}};
  std::array<char, 8192> bytes{};
  while (::poll(waiting.data(), waiting.size(), -1) > 0 && waiting[1].revents == 0) {
    const ssize_t size = ::recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (size < 0) continue;
    const std::lock_guard lock(mutex_);
    messages_.push_back({std::string(bytes.data(), static_cast<std::size_t>(size)), std::chrono::steady_clock::now()});
  }
}

std::vector<NotifySocket::Message> NotifySocket::messages() const {
  const std::lock_guard lock(mutex_);
  return messages_;
}

std::size_t NotifySocket::heard(std::string_view part) const {
  const auto all = messages();
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [&](const Message& one) { return one.text.find(part) != std::string::npos; }));
}

bool NotifySocket::hears(std::string_view part, std::size_t times) const {
  return eventually([&] { return heard(part) >= times; });
}

std::string NotifySocket::last(std::string_view part) const {
  std::string newest;
  for (const Message& one : messages()) {
    if (one.text.find(part) != std::string::npos) newest = one.text;
  }
  return newest;
}

}  // namespace campaignd::testing
