#include "adapters/curl/http2_server.h"

#include <signal.h>  // NOLINT(modernize-deprecated-headers): pthread_sigmask is not in <csignal>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "adapters/curl/loopback.h"

namespace campaignd::curl_test {
namespace {

// RFC 9113, section 6.
enum FrameType : std::uint8_t { kData = 0, kHeaders = 1, kResetStream = 3, kSettings = 4, kPing = 6, kGoAway = 7 };
constexpr std::uint8_t kEndStream = 1;  // of data and headers
constexpr std::uint8_t kAck = 1;        // of settings and ping
constexpr std::uint8_t kEndHeaders = 4;
constexpr std::size_t kPreface = 24;

struct Frame {
  std::uint8_t type = 0;
  std::uint8_t flags = 0;
  std::uint32_t stream = 0;
  std::string payload;
};

std::optional<std::string> read_exactly(SSL* connection, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t at = 0;
  while (at < size) {
    const int got = SSL_read(connection, bytes.data() + at, static_cast<int>(size - at));
    if (got <= 0) return std::nullopt;
    at += static_cast<std::size_t>(got);
  }
  return bytes;
}

std::optional<Frame> read_frame(SSL* connection) {
  const auto head = read_exactly(connection, 9);
  if (!head) return std::nullopt;
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>((*head)[i])); };
  Frame frame;
  frame.type = static_cast<std::uint8_t>(byte(3));
  frame.flags = static_cast<std::uint8_t>(byte(4));
  frame.stream = (byte(5) & 0x7fU) << 24U | byte(6) << 16U | byte(7) << 8U | byte(8);
  auto payload = read_exactly(connection, byte(0) << 16U | byte(1) << 8U | byte(2));
  if (!payload) return std::nullopt;
  frame.payload = std::move(*payload);
  return frame;
}

void write_frame(SSL* connection, const Frame& frame) {
  std::string bytes;
  const auto add = [&](std::size_t byte) { bytes += static_cast<char>(byte & 0xffU); };
  const std::size_t size = frame.payload.size();
  for (const std::size_t byte : {size >> 16U, size >> 8U, size}) add(byte);
  add(frame.type);
  add(frame.flags);
  for (const unsigned shift : {24U, 16U, 8U, 0U}) add(frame.stream >> shift);
  bytes += frame.payload;
  SSL_write(connection, bytes.data(), static_cast<int>(bytes.size()));
}

// Picks h2 where the client offers it, and fails the handshake where not: then HTTP/2 was not asked for.
int pick_http2(SSL* /*connection*/, const unsigned char** out, unsigned char* out_size, const unsigned char* in,
               unsigned in_size, void* /*unused*/) {
  for (unsigned at = 0; at < in_size; at += in[at] + 1U) {
    if (in[at] != 2 || in[at + 1] != 'h' || in[at + 2] != '2') continue;
    *out = in + at + 1;
    *out_size = 2;
    return SSL_TLSEXT_ERR_OK;
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

Http2Server::Http2Server(const Certificate& certificate, Script script)
    : script_(std::move(script)), context_(SSL_CTX_new(TLS_server_method())) {
  SSL_CTX_use_certificate(context_.get(), certificate.certificate.get());
  SSL_CTX_use_PrivateKey(context_.get(), certificate.key.get());
  SSL_CTX_set_alpn_select_cb(context_.get(), &pick_http2, nullptr);
  const LoopbackSocket listener = listen_on_loopback();
  listener_ = listener.socket;
  port_ = listener.port;
  thread_ = std::thread([this] { serve(); });
}

Http2Server::~Http2Server() {
  ends_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  ::shutdown(socket_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void Http2Server::serve() {
  // OpenSSL writes without MSG_NOSIGNAL. Only here: that libcurl raises no such signal is worth knowing.
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
  while (!ends_) {
    const int socket = ::accept(listener_, nullptr, nullptr);
    if (socket < 0) return;
    socket_ = socket;
    const std::unique_ptr<SSL, Free> connection(SSL_new(context_.get()));
    SSL_set_fd(connection.get(), socket);
    if (!ends_ && SSL_accept(connection.get()) == 1) {
      ++connections;
      serve_one(connection.get());
    }
    socket_ = -1;
    ::close(socket);
  }
}

void Http2Server::serve_one(SSL* connection) {
  waiting_.clear();
  if (!read_exactly(connection, kPreface)) return;
  write_frame(connection, {kSettings, 0, 0, ""});
  while (const auto frame = read_frame(connection)) {
    const bool ends_stream = (frame->flags & kEndStream) != 0;
    if (frame->type == kSettings && (frame->flags & kAck) == 0) write_frame(connection, {kSettings, kAck, 0, ""});
    if (frame->type == kPing && (frame->flags & kAck) == 0) write_frame(connection, {kPing, kAck, 0, frame->payload});
    if (frame->type == kHeaders && ends_stream) ended(connection, {frame->stream, false});
    if (frame->type == kData && ends_stream) ended(connection, {frame->stream, true});
    if (frame->type == kGoAway) return;
  }
}

void Http2Server::ended(SSL* connection, Request request) {
  ++(request.is_patch ? patches : gets);
  waiting_.push_back(request);
  if (waiting_.size() < script_.together) return;
  for (const Request& one : waiting_) answer(connection, one);
  waiting_.clear();
}

void Http2Server::answer(SSL* connection, const Request& request) const {
  if (script_.does && script_.does(request.is_patch) == Does::kRefuseStream) {
    write_frame(connection, {kResetStream, 0, request.stream, std::string("\0\0\0\7", 4)});  // REFUSED_STREAM
    return;
  }
  write_frame(connection, {kHeaders, kEndHeaders, request.stream, "\x88"});  // `:status: 200` of the static table
  write_frame(connection, {kData, kEndStream, request.stream, script_.body});
}

}  // namespace campaignd::curl_test
