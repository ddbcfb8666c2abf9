#include "adapters/control/caller.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

namespace campaignd::testing {

Caller::Caller(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  if (::connect(socket_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::system_error(errno, std::generic_category(), path);
  }
}

void Caller::say(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::optional<std::string> Caller::hear(std::chrono::milliseconds deadline) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  std::string heard;
  std::array<char, 65536> piece{};
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    pollfd waited{socket_.number(), POLLIN, 0};
    if (left <= 0 || ::poll(&waited, 1, static_cast<int>(left)) <= 0) return std::nullopt;
    const ssize_t count = ::recv(socket_.number(), piece.data(), piece.size(), 0);
    if (count <= 0) return heard;
    heard.append(piece.data(), static_cast<std::size_t>(count));
  }
}

Heard ask(const std::string& path, std::string_view target, std::chrono::milliseconds deadline) {
  Caller caller(path);
  caller.say("GET " + std::string(target) + " HTTP/1.1\r\nHost: campaignd\r\n\r\n");
  return understood(caller.hear(deadline));
}

Heard tell(const std::string& path, std::string_view target, std::string_view body) {
  Caller caller(path);
  caller.say("POST " + std::string(target) + " HTTP/1.1\r\nHost: campaignd\r\nContent-Length: " +
             std::to_string(body.size()) + "\r\n\r\n" + std::string(body));
  return understood(caller.hear());
}

Heard understood(const std::optional<std::string>& answer) {
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  if (!answer || !answer->starts_with(kVersion)) return {};
  const std::size_t end = answer->find("\r\n\r\n");
  if (end == std::string::npos) return {};
  return {std::atoi(answer->c_str() + kVersion.size()), answer->substr(0, end), answer->substr(end + 4)};
}

}  // namespace campaignd::testing
