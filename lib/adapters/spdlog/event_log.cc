#include "adapters/spdlog/event_log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <sys/stat.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "adapters/spdlog/event_formats.h"
#include "adapters/spdlog/journal_sink.h"
#include "adapters/spdlog/line_sink.h"
#include "core/event_text.h"

namespace campaignd {
namespace {

spdlog::level::level_enum to_spdlog(EventLevel level);
spdlog::level::level_enum to_spdlog(LogLevel level);
LogFormat chosen_format(const LogSettings& settings, int fd);
std::string rendered(const Event& event, LogFormat format, const Redactor& redactor);

}  // namespace

struct EventLog::Output {
  Output(LogFormat chosen, spdlog::level::level_enum level, int fd)
      : format(chosen), logger("campaignd", sink(chosen, fd)) {
    logger.set_level(level);
    // What goes wrong within a sink has nowhere to be told; without this spdlog prints it to standard error.
    logger.set_error_handler([](const std::string&) {});
  }

  static spdlog::sink_ptr sink(LogFormat chosen, int fd) {
    if (chosen == LogFormat::kJournal) return std::make_shared<JournalSink>(fd);
    return std::make_shared<LineSink>(fd);
  }

  LogFormat format;
  spdlog::logger logger;
};

EventLog::EventLog(const LogSettings& settings, int fd) : fd_(fd) {
  use(settings);
}
EventLog::~EventLog() = default;

void EventLog::use(const LogSettings& settings) {
  const LogFormat format = chosen_format(settings, fd_);
  const std::lock_guard lock(mutex_);
  if (output_ && output_->format == format) {
    output_->logger.set_level(to_spdlog(settings.level));
    return;
  }
  output_ = std::make_shared<Output>(format, to_spdlog(settings.level), fd_);
}

void EventLog::write(const Event& event) {
  const std::shared_ptr<Output> to = output();
  const spdlog::level::level_enum level = to_spdlog(event.level);
  if (!to->logger.should_log(level)) return;
  const std::string line = rendered(redactor_.clean(event), to->format, redactor_);
  to->logger.log(level, spdlog::string_view_t(line.data(), line.size()));
}

std::shared_ptr<EventLog::Output> EventLog::output() const {
  const std::lock_guard lock(mutex_);
  return output_;
}

bool is_journal_stream(std::optional<std::string_view> journal_stream, int fd) {
  struct stat status {};
  if (!journal_stream || ::fstat(fd, &status) != 0) return false;
  return *journal_stream == std::to_string(status.st_dev) + ':' + std::to_string(status.st_ino);
}

namespace {

spdlog::level::level_enum to_spdlog(EventLevel level) {
  switch (level) {
    case EventLevel::kDebug:
      return spdlog::level::debug;
    case EventLevel::kInfo:
      return spdlog::level::info;
    case EventLevel::kWarning:
      return spdlog::level::warn;
    case EventLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

LogFormat chosen_format(const LogSettings& settings, int fd) {
  if (settings.format) return *settings.format;
  const char* stream = std::getenv("JOURNAL_STREAM");
  const std::optional<std::string_view> given =
      stream == nullptr ? std::nullopt : std::optional<std::string_view>(stream);
  return is_journal_stream(given, fd) ? LogFormat::kJournal : LogFormat::kText;
}

std::string rendered(const Event& event, LogFormat format, const Redactor& redactor) {
  switch (format) {
    case LogFormat::kText:
      return redactor.clean(to_line(event));
    case LogFormat::kJson:
      return redactor.clean(to_json_line(event));
    case LogFormat::kJournal:
      return redactor.clean(journal_payload(to_journal_fields(event)));
  }
  return {};
}

}  // namespace

}  // namespace campaignd
