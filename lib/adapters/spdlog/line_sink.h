// An spdlog sink that writes lines to a file descriptor and never waits for it: what does not fit is dropped and
// counted. spdlog's own would block the service on a full pipe.
#pragma once

#include <spdlog/sinks/base_sink.h>

#include <cstdint>
#include <mutex>
#include <string_view>

namespace campaignd {

class LineSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit LineSink(int fd) : fd_(fd) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override;
  void flush_() override {}

 private:
  bool write_all(std::string_view text);

  int fd_;
  bool within_line_ = false;  // a line was cut; the next one must not stick to it
  std::uint64_t lost_ = 0;
};

}  // namespace campaignd
