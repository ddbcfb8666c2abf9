// The socket on which a service tells its manager how it is (sd_notify), with us as the manager.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace campaignd::bench {

class ReadySocket {
 public:
  explicit ReadySocket(const std::string& path);
  ~ReadySocket();
  ReadySocket(const ReadySocket&) = delete;
  ReadySocket& operator=(const ReadySocket&) = delete;

  // The next message, lines as sd_notify has them; empty at the deadline.
  [[nodiscard]] std::optional<std::string> next(std::chrono::milliseconds deadline) const;

 private:
  int socket_ = -1;
};

}  // namespace campaignd::bench
