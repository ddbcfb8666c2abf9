#include "adapters/spdlog/event_log.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "core/event_text.h"

namespace campaignd {
namespace {

constexpr std::string_view kKey = "sk_live_0123456789abcdef";

// Both ends of a pipe; what was written so far can be read without waiting.
class Pipe {
 public:
  Pipe() {
    REQUIRE(::pipe2(ends_.data(), O_CLOEXEC) == 0);
    REQUIRE(::fcntl(ends_[0], F_SETFL, O_NONBLOCK) == 0);
  }
  ~Pipe() {
    close_reader();
    ::close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int writer() const { return ends_[1]; }
  void close_reader() {
    if (ends_[0] >= 0) ::close(ends_[0]);
    ends_[0] = -1;
  }
  std::string read_all() {
    std::string all;
    std::array<char, 4096> piece{};
    for (ssize_t n = 0; (n = ::read(ends_[0], piece.data(), piece.size())) > 0;) {
      all.append(piece.data(), static_cast<std::size_t>(n));
    }
    return all;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

Event saying(std::string message, EventLevel level = EventLevel::kInfo) {
  Event event;
  event.level = level;
  event.message = std::move(message);
  return event;
}

LogSettings settings(LogFormat format, LogLevel level = LogLevel::kInfo) {
  return {level, format};
}

TEST_CASE("a line appears from its level upwards, in the format that the settings name") {
  Pipe pipe;
  EventLog log(settings(LogFormat::kText, LogLevel::kWarning), pipe.writer());

  log.write(saying("quiet", EventLevel::kInfo));
  log.write(saying("loud", EventLevel::kWarning));

  CHECK(pipe.read_all() == to_line(saying("loud", EventLevel::kWarning)) + "\n");
}

TEST_CASE("new settings count from the next line on") {
  Pipe pipe;
  EventLog log(settings(LogFormat::kText), pipe.writer());
  log.write(saying("before"));
  pipe.read_all();

  log.use(settings(LogFormat::kJson, LogLevel::kDebug));
  log.write(saying("after", EventLevel::kDebug));

  CHECK(nlohmann::json::parse(pipe.read_all())["message"] == "after");
}

TEST_CASE("the key is in no line, whichever text of an event held it and whichever format is written") {
  for (const LogFormat format : {LogFormat::kText, LogFormat::kJson}) {
    Pipe pipe;
    EventLog log(settings(format), pipe.writer());
    log.hide(kKey);
    Event event = saying("Authorization: Bearer " + std::string(kKey) + std::string(kKey));
    event.reason = event.action = event.revision = event.timezone = std::string(kKey);
    event.handle = Handle::parse(kKey);
    event.fields = {{Field::kName, std::string(kKey), "x" + std::string(kKey) + "x", {}}};
    REQUIRE(event.handle);

    log.write(event);

    const std::string line = pipe.read_all();
    CHECK(line.find(kKey) == std::string::npos);
    CHECK(line.find("[key][key]") != std::string::npos);
  }
}

TEST_CASE("a key with characters that JSON escapes is hidden too") {
  Pipe pipe;
  EventLog log(settings(LogFormat::kJson), pipe.writer());
  log.hide(R"(sk"live\key)");

  log.write(saying(R"(key sk"live\key.)"));

  CHECK(nlohmann::json::parse(pipe.read_all())["message"] == "key [key].");
}

TEST_CASE("an old key stays hidden after a new one was given") {
  Redactor redactor;
  redactor.hide("old-secret");
  redactor.hide("new-secret");
  CHECK(redactor.clean(std::string("old-secret new-secret")) == "[key] [key]");
}

TEST_CASE("seven characters are no key, eight are one") {
  Redactor redactor;
  redactor.hide("1234567");
  CHECK(redactor.clean(std::string("1234567")) == "1234567");
  redactor.hide("12345678");
  CHECK(redactor.clean(std::string("12345678")) == "[key]");
}

TEST_CASE("a full pipe neither delays nor kills, and what was lost is counted once it is read") {
  Pipe pipe;
  EventLog log(settings(LogFormat::kText), pipe.writer());
  const std::string long_text(3000, 'x');

  for (int i = 0; i < 100; ++i) log.write(saying(long_text));  // would hang here, if it waited

  CHECK(pipe.read_all().size() < std::size_t{100} * 3000);
  log.write(saying("again"));
  const std::string after = pipe.read_all();
  CHECK(after.find("lines of the log were lost here") != std::string::npos);
  CHECK(after.find("again\n") != std::string::npos);
}

TEST_CASE("a closed standard error is no trouble") {
  ::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  EventLog log(settings(LogFormat::kText), pipe.writer());
  pipe.close_reader();
  log.write(saying("into nothing"));

  EventLog nowhere(settings(LogFormat::kText), 987);
  nowhere.write(saying("into nothing"));
}

TEST_CASE("the journal reads our output only where its socket is ours") {
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
  struct stat status {};
  REQUIRE(::fstat(ends[0], &status) == 0);
  const std::string same = std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);

  CHECK(is_journal_stream(same, ends[0]));
  CHECK_FALSE(is_journal_stream(same + "0", ends[0]));
  CHECK_FALSE(is_journal_stream("", ends[0]));
  CHECK_FALSE(is_journal_stream(std::nullopt, ends[0]));
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace campaignd
