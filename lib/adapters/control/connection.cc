#include "adapters/control/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>
#include <variant>

#include "adapters/control/framing.h"

namespace campaignd {
namespace {

constexpr std::size_t kPiece = 16384;
// What is still being sent of a request that was refused is let run out, so that its sender reads why.
constexpr auto kLetsRunOutFor = std::chrono::seconds(2);
constexpr std::size_t kLetsRunOut = 32U << 20U;

bool has_nothing_now() {
  return errno == EAGAIN || errno == EINTR;
}

}  // namespace

Connection::Connection(Descriptor socket, const Limits& limits)
    : socket_(std::move(socket)),
      answer_time_(limits.answer_time),
      deadline_(std::chrono::steady_clock::now() + limits.request_time) {
  const auto peer = peer_of(socket_.number());
  if (peer) {
    user_ = peer->user;
    person_ = person_of(*peer);
  }
  if (!peer || !may_speak(*peer, limits.user, limits.group)) {
    // Not a byte of what he sends is looked at.
    start_answer(plain_refusal({403,
                                "this socket is for the members of the service's group: sudo usermod "
                                "-aG campaignd $USER, then log in again"}));
  } else {
    read();
  }
}

void Connection::attend() {
  switch (stage_) {
    case Stage::kReading:
      return read();
    case Stage::kWriting:
      return write();
    case Stage::kDraining:
      return drain();
    case Stage::kWaiting:
    case Stage::kServed:
    case Stage::kOver:
      break;
  }
}

void Connection::start_answer(std::string answer) {
  stage_ = Stage::kWriting;
  bytes_ = std::move(answer);
  done_ = 0;
  deadline_ = std::chrono::steady_clock::now() + answer_time_;
  write();
}

void Connection::end_if_late(Time now) {
  if (!has_deadline() || now < deadline_) return;
  if (stage_ == Stage::kReading && !bytes_.empty()) {
    start_answer(plain_refusal({408, "the request did not come to its end in time"}));
  } else {
    stage_ = Stage::kOver;
  }
}

void Connection::read() {
  std::array<char, kPiece> piece{};
  const ssize_t count = ::recv(socket_.number(), piece.data(), piece.size(), 0);
  if (count < 0 && has_nothing_now()) return;
  if (count <= 0) {
    stage_ = Stage::kOver;
    return;
  }
  bytes_.append(piece.data(), static_cast<std::size_t>(count));
  look_at_request();
}

void Connection::look_at_request() {
  const Frame frame = frame_of(bytes_);
  if (const auto* whole = std::get_if<Whole>(&frame)) {
    request_ = whole->size;
    stage_ = Stage::kWaiting;
  } else if (const auto* refusal = std::get_if<Unacceptable>(&frame)) {
    start_answer(plain_refusal(*refusal));
  } else if (std::get<NotWhole>(frame).wants_to_be_told_to_go_on && !was_told_to_go_on_) {
    constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    was_told_to_go_on_ = true;
    ::send(socket_.number(), kGoOn.data(), kGoOn.size(), MSG_NOSIGNAL);
  }
}

void Connection::write() {
  while (done_ < bytes_.size()) {
    const ssize_t count = ::send(socket_.number(), bytes_.data() + done_, bytes_.size() - done_, MSG_NOSIGNAL);
    if (count < 0 && has_nothing_now()) return;
    if (count < 0) {
      stage_ = Stage::kOver;
      return;
    }
    done_ += static_cast<std::size_t>(count);
  }
  bytes_ = {};
  ::shutdown(socket_.number(), SHUT_WR);
  stage_ = Stage::kDraining;
  deadline_ = std::chrono::steady_clock::now() + kLetsRunOutFor;
  drain();
}

void Connection::drain() {
  std::array<char, kPiece> piece{};
  while (true) {
    const ssize_t count = ::recv(socket_.number(), piece.data(), piece.size(), 0);
    if (count < 0 && has_nothing_now()) return;
    discarded_ += static_cast<std::size_t>(std::max<ssize_t>(0, count));
    if (count <= 0 || discarded_ > kLetsRunOut) break;
  }
  stage_ = Stage::kOver;
}

}  // namespace campaignd
