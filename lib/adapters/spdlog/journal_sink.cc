#include "adapters/spdlog/journal_sink.h"

// The location that the header's macros would add is this file's, whatever was logged.
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace campaignd {
namespace {

// sd_journal_sendv calls it success when there is no journal, and the entry is gone.
int send_to_journal(const iovec* fields, int count) {
  if (::access("/run/systemd/journal/socket", W_OK) != 0) return -errno;
  return ::sd_journal_sendv(fields, count);
}

std::vector<std::string_view> fields_of(std::string_view payload);

}  // namespace

std::string journal_payload(const std::vector<std::string>& fields) {
  std::string payload;
  for (const std::string& field : fields) {
    if (!payload.empty()) payload += '\0';
    payload += field;
  }
  return payload;
}

JournalSink::JournalSink(int fd) : JournalSink(send_to_journal, fd) {}

void JournalSink::sink_it_(const spdlog::details::log_msg& message) {
  std::string identifier = "SYSLOG_IDENTIFIER=campaignd";
  std::string payload(message.payload.data(), message.payload.size());
  std::vector<iovec> entry{{identifier.data(), identifier.size()}};
  for (const std::string_view field : fields_of(payload)) {
    entry.push_back({payload.data() + (field.data() - payload.data()), field.size()});  // iovec wants it mutable
  }
  if (send_(entry.data(), static_cast<int>(entry.size())) < 0) write_line(message.level, payload);
}

void JournalSink::write_line(spdlog::level::level_enum level, std::string_view payload) {
  static constexpr std::string_view kMessage = "MESSAGE=";
  const spdlog::string_view_t word = spdlog::level::to_string_view(level);
  std::string line(word.data(), word.size());
  for (const std::string_view field : fields_of(payload)) {
    if (field.substr(0, kMessage.size()) == kMessage) (line += ' ') += field.substr(kMessage.size());
  }
  instead_.log(spdlog::details::log_msg("", level, spdlog::string_view_t(line.data(), line.size())));
}

namespace {

std::vector<std::string_view> fields_of(std::string_view payload) {
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at < payload.size();) {
    const std::size_t end = std::min(payload.find('\0', at), payload.size());
    if (end > at) fields.push_back(payload.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

}  // namespace

}  // namespace campaignd
