// One HTTP request over a UNIX socket, from campaignctl to the service on this machine. No key, no TLS, no name is
// looked up; one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>

namespace campaignd {

struct SocketRequest {
  std::string socket;  // its path
  std::string target;
  std::optional<std::string> body;  // given: a POST
  std::chrono::milliseconds patience{0};
};

struct SocketAnswer {
  int status = 0;
  std::string body;
};

struct SocketFailure {
  enum class Kind : std::uint8_t { kNotConnected, kNoAnswer } kind = Kind::kNotConnected;
  int error = 0;      // errno of a connection that failed
  std::string words;  // libcurl's
};

tl::expected<SocketAnswer, SocketFailure> call_socket(const SocketRequest& request);

}  // namespace campaignd
