#include "adapters/spdlog/journal_sink.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>
#include <system_error>

#include "adapters/spdlog/event_log.h"
#include "core/event_text.h"
#include "private_journal.h"

namespace campaignd {
namespace {

using testing::PrivateJournal;

const LogSettings kToJournal{LogLevel::kDebug, LogFormat::kJournal};

Event saying(std::string message, EventLevel level = EventLevel::kInfo) {
  Event event;
  event.level = level;
  event.message = std::move(message);
  return event;
}

// Empty where this machine lets nobody have a /run of their own; ctest then shows the program as skipped.
std::unique_ptr<PrivateJournal> journal_or_skip() {
  try {
    return std::make_unique<PrivateJournal>();
  } catch (const std::system_error& error) {
    MESSAGE("SKIP: no mount namespace on this machine: ", error.what());
    return nullptr;
  }
}

std::string text_of(const PrivateJournal::Entry& entry) {
  std::string text;
  for (const auto& [name, value] : entry) text.append(name).append("=").append(value).append("\n");
  return text;
}

// What stands for standard error.
class ErrorOutput {
 public:
  ErrorOutput() { REQUIRE(::pipe2(ends_.data(), O_CLOEXEC | O_NONBLOCK) == 0); }
  ~ErrorOutput() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  ErrorOutput(const ErrorOutput&) = delete;
  ErrorOutput& operator=(const ErrorOutput&) = delete;

  [[nodiscard]] int writer() const { return ends_[1]; }
  [[nodiscard]] std::string text() const {
    std::array<char, 4096> bytes{};
    const ssize_t size = ::read(ends_[0], bytes.data(), bytes.size());
    return size > 0 ? std::string(bytes.data(), static_cast<std::size_t>(size)) : "";
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

TEST_CASE("an event reaches the journal field by field, and nothing of it goes to standard error") {
  const auto journal = journal_or_skip();
  if (!journal) return;
  const ErrorOutput errors;
  EventLog log(kToJournal, errors.writer());
  Event event = saying("verified", EventLevel::kWarning);
  event.kind = EventKind::kApplied;
  event.handle = Handle::parse("eid-greeting");
  event.campaign = CampaignId::parse("665f0c2ab1e4d2a7c9f01234");
  event.action = "update";
  event.reason = "file";
  event.fields = {{Field::kName, std::string("Old"), std::string("عيد"), {}}};
  event.attempt = 2;
  event.http_status = 200;
  event.duration = std::chrono::milliseconds(45);
  event.reconcile = 7;
  event.revision = "sha256:9c1f";

  log.write(event);

  CHECK(text_of(journal->next()) ==
        "CAMPAIGND_ACTION=update\n"
        "CAMPAIGND_ATTEMPT=2\n"
        "CAMPAIGND_CAMPAIGN_ID=665f0c2ab1e4d2a7c9f01234\n"
        "CAMPAIGND_DURATION_MS=45\n"
        "CAMPAIGND_EVENT=applied\n"
        "CAMPAIGND_FIELDS=[{\"field\":\"name\",\"from\":\"Old\",\"to\":\"عيد\"}]\n"
        "CAMPAIGND_HANDLE=eid-greeting\n"
        "CAMPAIGND_HTTP_STATUS=200\n"
        "CAMPAIGND_REASON=file\n"
        "CAMPAIGND_RECONCILE=7\n"
        "CAMPAIGND_REVISION=sha256:9c1f\n"
        "MESSAGE=" +
            to_sentence(event) +
            "\n"
            "PRIORITY=4\n"
            "SYSLOG_IDENTIFIER=campaignd\n");
  CHECK(journal->is_empty());
  CHECK(errors.text().empty());
}

TEST_CASE("no text can add a field to an entry or take another's place") {
  const auto journal = journal_or_skip();
  if (!journal) return;
  EventLog log(kToJournal);
  Event event = saying("settings:3:1: error\nsettings:4:1: error\nPRIORITY=0");
  event.reason = std::string("a\0PRIORITY=0\nCAMPAIGND_HANDLE=forged", 36);

  log.write(event);

  const PrivateJournal::Entry entry = journal->next();  // throws where a field is there twice
  CHECK(entry.at("PRIORITY") == "6");
  CHECK(entry.at("MESSAGE").find("PRIORITY=0") != std::string::npos);
  CHECK(entry.count("CAMPAIGND_HANDLE") == 0);
  CHECK(entry.at("CAMPAIGND_REASON") == "a PRIORITY=0\nCAMPAIGND_HANDLE=forged");
}

TEST_CASE("the key is in no field of an entry") {
  const auto journal = journal_or_skip();
  if (!journal) return;
  EventLog log(kToJournal);
  log.hide("sk_live_0123456789abcdef");
  Event event = saying("with sk_live_0123456789abcdef");
  event.action = event.reason = event.revision = "sk_live_0123456789abcdef";

  log.write(event);

  CHECK(text_of(journal->next()).find("sk_live") == std::string::npos);
}

TEST_CASE("an entry that is too large for a datagram arrives whole") {
  const auto journal = journal_or_skip();
  if (!journal) return;
  EventLog log(kToJournal);
  const std::string large(std::size_t{10} << 20U, 'x');

  log.write(saying(large));

  const bool is_whole = journal->next().at("MESSAGE").find(large) != std::string::npos;
  CHECK(is_whole);
}

TEST_CASE("where no journal takes them, lines go to standard error, and to the journal again once there is one") {
  const auto journal = journal_or_skip();
  if (!journal) return;
  const ErrorOutput errors;
  EventLog log(kToJournal, errors.writer());

  journal->disappear();
  log.write(saying("no socket", EventLevel::kWarning));
  CHECK(errors.text() == "warning no socket\n");

  journal->start();
  journal->stop();
  log.write(saying("nobody reads", EventLevel::kError));
  CHECK(errors.text() == "error nobody reads\n");

  journal->start();
  log.write(saying("back"));
  CHECK(journal->next().at("MESSAGE") == "back");
  CHECK(errors.text().empty());
}

}  // namespace
}  // namespace campaignd
