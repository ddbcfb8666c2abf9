// The other end of a control socket, byte by byte: what a client sends, and what comes back until the connection ends.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/files/descriptor.h"

namespace campaignd::testing {

class Caller {
 public:
  explicit Caller(const std::string& path);  // throws std::system_error where nobody answers

  void say(std::string_view bytes);  // as far as somebody takes them
  void hang_up() { socket_ = {}; }

  // All until its end; empty where that does not come in time.
  [[nodiscard]] std::optional<std::string> hear(std::chrono::milliseconds deadline = std::chrono::seconds(20));

 private:
  Descriptor socket_;
};

struct Heard {
  int status = 0;  // 0: no answer, or none in time
  std::string head;
  std::string body;
};
Heard ask(const std::string& path, std::string_view target,
          std::chrono::milliseconds deadline = std::chrono::seconds(20));
Heard tell(const std::string& path, std::string_view target, std::string_view body);
Heard understood(const std::optional<std::string>& answer);

}  // namespace campaignd::testing
