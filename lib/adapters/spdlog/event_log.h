// The log: events in, lines out, through spdlog, in the format and from the level that the settings ask for. Nothing
// that happens to standard error (closed, full, a reader that went away) stops or delays the service; lines that could
// not be written are counted and the number is told when writing works again. Any thread.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "adapters/spdlog/redactor.h"
#include "core/event.h"
#include "core/settings.h"

namespace campaignd {

// Whether what we write to file descriptor `fd` goes straight to systemd's journal: `journal_stream` is the value of
// $JOURNAL_STREAM, `DEVICE:INODE` of the socket that systemd gave us (systemd.exec(5)).
bool is_journal_stream(std::optional<std::string_view> journal_stream, int fd);

class EventLog {
 public:
  // Text and JSON go to `fd`, which is borrowed; entries that no journal takes do too.
  explicit EventLog(const LogSettings& settings, int fd = 2);
  ~EventLog();
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  void write(const Event& event);

  // Another level or format from the next line on.
  void use(const LogSettings& settings);

  // A secret that no line may hold from now on.
  void hide(std::string_view secret) { redactor_.hide(secret); }

 private:
  struct Output;
  std::shared_ptr<Output> output() const;

  int fd_;
  Redactor redactor_;
  mutable std::mutex mutex_;
  std::shared_ptr<Output> output_;
};

}  // namespace campaignd
