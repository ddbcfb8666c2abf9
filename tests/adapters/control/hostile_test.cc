// Whoever may speak to the socket may be careless, broken or hostile; the others must not notice.
#include <doctest/doctest.h>
#include <grp.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <list>
#include <thread>

#include "adapters/control/caller.h"
#include "adapters/control/peer.h"
#include "adapters/control/waiting_desk.h"

namespace campaignd::testing {

namespace {

std::size_t entries_of(const char* directory) {
  const auto all = std::filesystem::directory_iterator(directory);
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

template <class Condition>
bool comes_true(const Condition& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

// What a process of that user and group hears to `GET /v1/status`; 1 for no connection.
int status_for(const std::string& path, uid_t user, gid_t group) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setgroups(0, nullptr) != 0 || ::setgid(group) != 0 || ::setuid(user) != 0) ::_exit(2);
    try {
      ::_exit(ask(path, "/v1/status").status / 100);
    } catch (...) {
      ::_exit(1);
    }
  }
  int ended = 0;
  ::waitpid(child, &ended, 0);
  return WEXITSTATUS(ended);
}

}  // namespace

TEST_CASE("root, the service itself and members of its group may speak, and nobody else") {
  CHECK(may_speak({.user = 0, .group = 0}, 100, 200));
  CHECK(may_speak({.user = 100, .group = 7}, 100, 200));
  CHECK(may_speak({.user = 7, .group = 200}, 100, 200));
  CHECK(may_speak({.user = 7, .group = 7, .groups = {1, 200}}, 100, 200));
  CHECK_FALSE(may_speak({.user = 7, .group = 7, .groups = {1, 2}}, 100, 200));
  CHECK_FALSE(may_speak({.user = 200, .group = 100}, 100, 200));
}

TEST_CASE("a stranger is refused even where the socket's mode lets him in") {
  if (::geteuid() != 0) return;  // only root can become somebody else
  ServedDesk served;
  CHECK(status_for(served.path, 12345, 12345) == 1);  // the mode

  std::filesystem::permissions(served.directory.path(), std::filesystem::perms(0777));
  ::chmod(served.path.c_str(), 0666);
  CHECK(status_for(served.path, 12345, 12345) == 4);
  CHECK(status_for(served.path, 12345, ::getegid()) == 2);
}

TEST_CASE("a body of 10 MB is refused with 413, and its sender reads that while he still sends") {
  ServedDesk served;
  const Heard heard =
      tell(served.path, "/v1/pause", std::string(10'000'000, 'x'));  // NOLINT(bugprone-string-constructor)
  CHECK(heard.status == 413);
}

TEST_CASE("garbage is answered with 400 or an end, and the next one is served") {
  ServedDesk served;
  std::string noise;
  for (int i = 0; i < 20'000; ++i) noise += static_cast<char>((i * 7919) >> 3);
  for (const std::string& bytes :
       {std::string("\r\n\r\n"), std::string("GET\r\n\r\n"), std::string("\x16\x03\x01\x02\r\n\r\n"), noise,
        std::string("GET /%zz HTTP/1.1\r\n\r\n"), std::string("GET / HTTP/1.1\r\n: \r\n:::\r\n\r\n"),
        std::string("GET /v1/status HTTP/9\r\n\r\n"),
        std::string("POST /v1/pause HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=a\r\nContent-Length: "
                    "30\r\n\r\n--a\r\nContent-Disposition: f\r\n\r\n")}) {
    Caller caller(served.path);
    caller.say(bytes);
    const auto heard = caller.hear();
    REQUIRE(heard);
    CHECK(understood(heard).status != 200);
  }
  CHECK(ask(served.path, "/v1/status").status == 200);
}

TEST_CASE("an answer is whole and plain, whatever ranges and compression are asked for") {
  ServedDesk served;
  const std::string plain = ask(served.path, "/v1/status").body;
  for (const std::string headers : {"Range: bytes=5-1,x\r\n", "RANGE: bytes=0-1\r\nAccept-Encoding: gzip\r\n",
                                    "Range: x\r\naccept-encoding: gzip, br\r\n", "X: y\nRange: x\r\n"}) {
    CAPTURE(headers);
    Caller caller(served.path);
    caller.say("GET /v1/status HTTP/1.1\r\n" + headers + "\r\n");
    const Heard heard = understood(caller.hear());
    CHECK(heard.status == 200);
    CHECK(heard.body == plain);
  }
}

TEST_CASE("a client that is slow is ended, with a word where it had begun") {
  ControlOptions options;
  options.request_time = std::chrono::milliseconds(50);
  ServedDesk served(options);
  Caller silent(served.path);
  Caller slow(served.path);
  slow.say("GET /v1/st");

  CHECK(silent.hear() == "");
  CHECK(understood(slow.hear()).status == 408);
}

TEST_CASE("a client that takes no answer is ended") {
  ControlOptions options;
  options.answer_time = std::chrono::milliseconds(50);
  ServedDesk served(options);
  served.desk.observed = {std::string(10'000'000, ' '), "", false};  // NOLINT(bugprone-string-constructor)
  const std::size_t before = entries_of("/proc/self/fd");

  Caller deaf(served.path);
  deaf.say("GET /v1/observed HTTP/1.1\r\n\r\n");

  // One is its own; the server's is gone.
  CHECK(comes_true([&] { return entries_of("/proc/self/fd") == before + 2; }));
  CHECK(comes_true([&] { return entries_of("/proc/self/fd") == before + 1; }));
}

TEST_CASE("with a thousand silent connections a status is answered, and nothing leaks") {
  const rlimit room{4096, 4096};
  ::setrlimit(RLIMIT_NOFILE, &room);
  ControlOptions options;
  options.request_time = std::chrono::minutes(10);
  ServedDesk served(options);
  const std::size_t files = entries_of("/proc/self/fd");
  const std::size_t threads = entries_of("/proc/self/task");

  std::list<Caller> silent;
  for (int i = 0; i < 1000; ++i) silent.emplace_back(served.path);
  for (int i = 0; i < 20; ++i) CHECK(ask(served.path, "/v1/status", std::chrono::seconds(6)).status == 200);
  CHECK(comes_true([&] { return entries_of("/proc/self/fd") <= files + 1000 + 64; }));

  silent.clear();
  CHECK(comes_true([&] { return entries_of("/proc/self/fd") == files; }));
  CHECK(comes_true([&] { return entries_of("/proc/self/task") == threads; }));
}

TEST_CASE("without descriptors left the service's own stay, and callers are let in when there are some again") {
  ServedDesk served;
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  Caller waiting(served.path);
  CHECK(ask(served.path, "/v1/status").status == 200);
  std::optional<Heard> heard;
  {
    Caller caller(served.path);
    const rlimit none{entries_of("/proc/self/fd") - 1, before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
    caller.say("GET /v1/status HTTP/1.1\r\n\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ::setrlimit(RLIMIT_NOFILE, &before);
    heard = understood(caller.hear());
  }
  CHECK(heard->status == 200);
}

TEST_CASE("many ask at once, and each hears his own answer whole") {
  ServedDesk served;
  served.desk.observed = {std::string(300'000, 'x'), "", false};
  std::atomic<int> whole = 0;
  {
    std::vector<std::jthread> callers;
    callers.reserve(40);
    for (int i = 0; i < 40; ++i) {
      callers.emplace_back([&, i] {
        const Heard heard = ask(served.path, i % 2 == 0 ? "/v1/status" : "/v1/plan");
        if (heard.status == (i % 2 == 0 ? 200 : 503)) ++whole;
      });
    }
  }
  CHECK(whole == 40);
}

}  // namespace campaignd::testing
