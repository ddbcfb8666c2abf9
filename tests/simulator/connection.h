// One accepted TCP connection as httplib's Stream, with what httplib does not offer: it can be cut at any byte, by FIN
// or by RST, every wait ends at once when the server stops, and answers leave in as few segments as they need. One
// thread uses it. Fault model: what is written after cut() is swallowed, so that httplib may finish its work unknowing.
#pragma once

#include <httplib.h>

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "simulator/stop_signal.h"

namespace campaignd::simulator {

class Connection final : public httplib::Stream {
 public:
  // Owns `socket`. `number` counts the server's connections from 1.
  Connection(int socket, std::uint64_t number, const StopSignal& stop);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] std::uint64_t number() const { return number_; }
  [[nodiscard]] bool is_cut() const { return is_cut_; }

  // True when a request begins to arrive; false after `idle` without one, on the peer's end, or when the server stops.
  [[nodiscard]] bool await_request(std::chrono::milliseconds idle);

  // Sends what was written. False where the peer is gone.
  bool flush();
  // Ends the connection for good, now; what was not flushed is lost.
  void cut(bool by_reset);
  // Returns when the peer has hung up or the server stops.
  void await_hang_up() const;
  // Returns at `when`, or sooner when the server stops.
  void wait_until(std::chrono::steady_clock::time_point when) const { stop_.wait_until(when); }

  [[nodiscard]] bool is_readable() const override;
  [[nodiscard]] bool is_writable() const override { return !is_cut_ && !has_failed_; }
  ssize_t read(char* into, std::size_t size) override;
  ssize_t write(const char* from, std::size_t size) override;
  using httplib::Stream::write;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  [[nodiscard]] socket_t socket() const override { return socket_; }

 private:
  // False on time-out or when the server stops.
  [[nodiscard]] bool await(short events, std::chrono::milliseconds timeout) const;
  bool fill();

  int socket_;
  std::uint64_t number_;
  const StopSignal& stop_;
  std::array<char, 16 * 1024> buffer_{};
  std::string_view unread_;  // within buffer_
  std::string unsent_;
  bool is_cut_ = false;
  bool has_failed_ = false;
};

}  // namespace campaignd::simulator
