// An spdlog sink that hands structured entries to systemd's journal. spdlog's own knows MESSAGE, PRIORITY and CODE_*
// only; here a message is a whole entry, its `NAME=value` fields parted by NULs.
#pragma once

#include <spdlog/sinks/base_sink.h>
#include <sys/uio.h>

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace campaignd {

// The message that JournalSink takes apart again.
std::string journal_payload(const std::vector<std::string>& fields);

class JournalSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  using Send = std::function<int(const iovec*, int)>;

  JournalSink();                                               // to sd_journal_sendv
  explicit JournalSink(Send send) : send_(std::move(send)) {}  // to whatever a test wants to look at

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override;
  void flush_() override {}

 private:
  Send send_;
};

}  // namespace campaignd
