// What systemd is told, over a real socket of the test's own, by path and in the abstract namespace.
#include "adapters/systemd/notify.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>

#include "contract/temporary_directory.h"

using namespace campaignd;

namespace {

// The variable as long as this lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) { ::setenv(name, value.c_str(), 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

class Manager {
 public:
  // `name` as in $NOTIFY_SOCKET; `@` begins an abstract one.
  explicit Manager(const std::string& name)
      : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)), variable_("NOTIFY_SOCKET", name) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(name.size() < sizeof address.sun_path);
    std::memcpy(&address.sun_path[0], name.data(), name.size());
    if (name.starts_with('@')) address.sun_path[0] = '\0';
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    const timeval patience{20, 0};
    REQUIRE(::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0);
  }
  ~Manager() { ::close(socket_); }
  Manager(const Manager&) = delete;
  Manager& operator=(const Manager&) = delete;

  [[nodiscard]] std::string hears() const {
    std::array<char, 65536> buffer{};
    const ssize_t size = ::recv(socket_, buffer.data(), buffer.size(), 0);
    REQUIRE(size >= 0);
    return {buffer.data(), static_cast<std::size_t>(size)};
  }
  [[nodiscard]] bool hears_nothing() const {
    char byte = 0;
    return ::recv(socket_, &byte, 1, MSG_DONTWAIT | MSG_PEEK) < 0;
  }

 private:
  int socket_;
  Variable variable_;
};

}  // namespace

TEST_CASE("each thing that the service tells is one message in systemd's words") {
  const TemporaryDirectory directory;
  std::string name;
  SUBCASE("by path") {
    name = directory.path() / "notify";
  }
  SUBCASE("in the abstract namespace") {
    name = "@campaignd-test/" + directory.path().filename().native();
  }
  const Manager manager(name);
  Notify notify;

  notify.ready("8 campaigns, next send in 3 h");
  CHECK(manager.hears() == "READY=1\nSTATUS=8 campaigns, next send in 3 h");
  notify.status("paused: عيد");
  CHECK(manager.hears() == "STATUS=paused: عيد");
  notify.reloading(MonotonicTime(std::chrono::microseconds(1'234'567)));
  CHECK(manager.hears() == "RELOADING=1\nMONOTONIC_USEC=1234567");
  notify.alive();
  CHECK(manager.hears() == "WATCHDOG=1");
  notify.stopping("stopping");
  CHECK(manager.hears() == "STOPPING=1\nSTATUS=stopping");
  CHECK(manager.hears_nothing());
}

TEST_CASE("a name from outside cannot say more than a status") {
  const TemporaryDirectory directory;
  const Manager manager(directory.path() / "notify");

  Notify().status(std::string("eid\nREADY=1\r\nMAINPID=1\t\0x", 25));

  CHECK(manager.hears() == "STATUS=eid READY=1  MAINPID=1  x");
}

TEST_CASE("where nobody listens, telling does nothing and harms nothing") {
  const TemporaryDirectory directory;
  Notify notify;
  SUBCASE("no socket is named") {
    notify.ready("x");
  }
  SUBCASE("the socket is gone") {
    const Variable gone("NOTIFY_SOCKET", directory.path() / "gone");
    notify.ready("x");
    notify.alive();
  }
  SUBCASE("the name makes no sense") {
    const Variable senseless("NOTIFY_SOCKET", "relative/path");
    notify.ready("x");
  }
  CHECK(std::filesystem::is_empty(directory.path()));
}

TEST_CASE("the watchdog's time is taken where it is meant for this process, and only there") {
  CHECK_FALSE(Notify::watchdog_timeout());
  {
    const Variable time("WATCHDOG_USEC", "120000000");
    CHECK(Notify::watchdog_timeout() == std::chrono::minutes(2));
    const Variable ours("WATCHDOG_PID", std::to_string(::getpid()));
    CHECK(Notify::watchdog_timeout() == std::chrono::minutes(2));
  }
  const Variable time("WATCHDOG_USEC", "120000000");
  const Variable another("WATCHDOG_PID", std::to_string(::getpid() + 1));
  CHECK_FALSE(Notify::watchdog_timeout());
}
