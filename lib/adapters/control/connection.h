// One connection to the socket: a request comes in, an answer goes out, and what is still being sent is let run out. It
// never waits: each step does what can be done now. Of the reception's thread; while it is served, the thread that
// serves it reads `request` and `person`.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/control/peer.h"
#include "adapters/files/descriptor.h"

namespace campaignd {

class Connection {
 public:
  using Time = std::chrono::steady_clock::time_point;
  enum class Stage : std::uint8_t { kReading, kWaiting, kServed, kWriting, kDraining, kOver };
  struct Limits {
    std::chrono::milliseconds request_time;
    std::chrono::milliseconds answer_time;
    uid_t user;  // of the service
    gid_t group;
  };

  // Reads what is there already, or refuses who may not speak.
  Connection(Descriptor socket, const Limits& limits);

  // Something can be read, or written.
  void attend();

  void be_served() { stage_ = Stage::kServed; }
  void start_answer(std::string answer);

  // Whoever was slow at asking is told so.
  void end_if_late(Time now);

  [[nodiscard]] Stage stage() const { return stage_; }
  [[nodiscard]] bool has_deadline() const { return stage_ != Stage::kServed && stage_ != Stage::kWaiting; }
  [[nodiscard]] Time deadline() const { return deadline_; }
  [[nodiscard]] int socket() const { return socket_.number(); }
  [[nodiscard]] uid_t user() const { return user_; }
  [[nodiscard]] const std::string& person() const { return person_; }
  [[nodiscard]] std::string_view request() const { return std::string_view(bytes_).substr(0, request_); }

 private:
  void read();
  void look_at_request();
  void write();
  void drain();

  Descriptor socket_;
  std::chrono::milliseconds answer_time_;
  uid_t user_ = 0;
  std::string person_;
  Stage stage_ = Stage::kReading;
  Time deadline_;
  std::string bytes_;          // what came in, then what goes out
  std::size_t done_ = 0;       // of what goes out
  std::size_t request_ = 0;    // how much of what came in is the request
  std::size_t discarded_ = 0;  // of what came in behind a refusal
  bool was_told_to_go_on_ = false;
};

}  // namespace campaignd
