#include "adapters/spdlog/journal_sink.h"

// The location that the header's macros would add is this file's, whatever was logged.
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

#include <string_view>

namespace campaignd {

std::string journal_payload(const std::vector<std::string>& fields) {
  std::string payload;
  for (const std::string& field : fields) {
    if (!payload.empty()) payload += '\0';
    payload += field;
  }
  return payload;
}

JournalSink::JournalSink() : send_([](const iovec* fields, int count) { return ::sd_journal_sendv(fields, count); }) {}

void JournalSink::sink_it_(const spdlog::details::log_msg& message) {
  std::string payload(message.payload.data(), message.payload.size());
  std::vector<iovec> fields;
  const auto add = [&](char* from, std::size_t size) {
    if (size > 0) fields.push_back({from, size});
  };
  static constexpr std::string_view kIdentifier = "SYSLOG_IDENTIFIER=campaignd";
  std::string identifier(kIdentifier);
  add(identifier.data(), identifier.size());
  for (std::size_t at = 0; at <= payload.size();) {
    const std::size_t end = std::min(payload.find('\0', at), payload.size());
    add(payload.data() + at, end - at);
    at = end + 1;
  }
  // A journal that takes nothing is no reason to stop; there is nowhere else to say so.
  static_cast<void>(send_(fields.data(), static_cast<int>(fields.size())));
}

}  // namespace campaignd
