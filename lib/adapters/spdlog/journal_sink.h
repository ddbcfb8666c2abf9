// An spdlog sink that hands structured entries to systemd's journal. spdlog's own knows MESSAGE, PRIORITY and CODE_*
// only; here a message is a whole entry, its `NAME=value` fields parted by NULs. Where no journal takes an entry, its
// level and MESSAGE go to a file descriptor as a line. A journal that is there but does not read can delay the caller.
#pragma once

#include <spdlog/sinks/base_sink.h>
#include <sys/uio.h>

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/spdlog/line_sink.h"

namespace campaignd {

// The message that JournalSink takes apart again.
std::string journal_payload(const std::vector<std::string>& fields);

class JournalSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  using Send = std::function<int(const iovec*, int)>;  // negative: it was not taken

  // To sd_journal_sendv; `fd` is borrowed.
  explicit JournalSink(int fd);
  // To whatever a test wants to look at.
  JournalSink(Send send, int fd) : send_(std::move(send)), instead_(fd) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override;
  void flush_() override {}

 private:
  void write_line(spdlog::level::level_enum level, std::string_view payload);

  Send send_;
  LineSink instead_;
};

}  // namespace campaignd
