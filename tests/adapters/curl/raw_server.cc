#include "adapters/curl/raw_server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string_view>
#include <utility>

#include "adapters/curl/loopback.h"

namespace campaignd::curl_test {
namespace {

bool send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

RawServer::RawServer(Script script) : script_(std::move(script)) {
  const LoopbackSocket listener = listen_on_loopback();
  listener_ = listener.socket;
  port_ = listener.port;
  thread_ = std::thread([this] { serve(); });
}

RawServer::~RawServer() {
  ends_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  ::shutdown(connection_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void RawServer::serve() {
  while (!ends_) {
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    connection_ = connection;
    if (!ends_ && script_) serve_one(connection);
    connection_ = -1;
    ::close(connection);
  }
}

void RawServer::serve_one(int connection) {
  std::string unread;
  std::array<char, 4096> buffer{};
  for (;;) {
    auto end = unread.find("\r\n\r\n");
    while (end == unread.npos) {
      const ssize_t got = ::recv(connection, buffer.data(), buffer.size(), 0);
      if (got <= 0) return;
      unread.append(buffer.data(), static_cast<std::size_t>(got));
      end = unread.find("\r\n\r\n");
    }
    const std::string head = unread.substr(0, end + 4);
    unread.clear();  // a body is not looked at
    ++requests_;
    if (!answer(connection, head)) return;
  }
}

bool RawServer::answer(int connection, const std::string& head) {
  const Said said = script_(requests_, head);
  if (!send_all(connection, said.bytes)) return false;
  if (!said.then_for_ever.empty()) {
    while (send_all(connection, said.then_for_ever)) continue;
    return false;
  }
  return !said.hangs_up;
}

}  // namespace campaignd::curl_test
