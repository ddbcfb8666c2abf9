#include <doctest/doctest.h>

#include <csignal>
#include <string>

#include "process/locked_database.h"
#include "process/notify_socket.h"
#include "process/service_bench.h"

namespace campaignd::testing {

namespace {

// A service that systemd started.
struct Watched {
  Watched() { environment["NOTIFY_SOCKET"] = socket.path(); }
  [[nodiscard]] Program program() const { return bench.campaignd({}, environment); }

  ServiceBench bench;
  NotifySocket socket{bench.desk.path("notify")};
  std::map<std::string, std::string> environment;
};

std::chrono::milliseconds longest_silence(const NotifySocket& socket, std::string_view part) {
  std::chrono::steady_clock::duration longest{0};
  std::optional<std::chrono::steady_clock::time_point> before;
  for (const auto& message : socket.messages()) {
    if (message.text.find(part) == std::string::npos) continue;
    if (before) longest = std::max(longest, message.at - *before);
    before = message.at;
  }
  if (before) longest = std::max(longest, std::chrono::steady_clock::now() - *before);
  return std::chrono::duration_cast<std::chrono::milliseconds>(longest);
}

}  // namespace

TEST_CASE("systemd hears that the service is ready, once, with a status of one line for people") {
  Watched watched;
  ChildProcess service(watched.program());

  REQUIRE(watched.socket.hears("next send"));
  const std::string status = watched.socket.last("STATUS=");

  CHECK(status.find(", 1 campaign: 1 unchanged; next send Flash sale (in no file) in ") != std::string::npos);
  CHECK(status.find("STATUS=revision ") != std::string::npos);
  CHECK(watched.socket.heard("READY=1") == 1);
}

TEST_CASE("a service whose API says nothing is ready all the same, and says what it waits for") {
  Watched watched;
  watched.bench.settings({.api = "timeout: 1h"});
  watched.bench.desk.server.simulator().inject({.kind = simulator::FaultKind::kSilent, .times = 0});

  ChildProcess service(watched.program());

  CHECK(watched.socket.hears("READY=1"));
  CHECK(watched.socket.last("READY=1").find("for the first time") != std::string::npos);
}

TEST_CASE("a reload is told with its monotonic time, and ends with ready, whether or not the settings can be used") {
  Watched watched;
  ChildProcess service(watched.program());
  REQUIRE(watched.socket.hears("next send"));

  service.signal(SIGHUP);
  CHECK(watched.socket.hears("READY=1", 2));
  watched.bench.desk.write("campaignd.yaml", "nonsense");
  service.signal(SIGHUP);
  CHECK(watched.socket.hears("READY=1", 3));

  CHECK(watched.socket.heard("RELOADING=1\nMONOTONIC_USEC=") == 2);
}

TEST_CASE("systemd hears that the service stops") {
  Watched watched;
  ChildProcess service(watched.program());
  REQUIRE(watched.socket.hears("READY=1"));

  service.signal(SIGTERM);

  REQUIRE(service.wait());
  CHECK(watched.socket.hears("STOPPING=1"));
}

TEST_CASE("the status says first what a person has to do something about") {
  Watched watched;
  ChildProcess service(watched.program());
  REQUIRE(watched.socket.hears("next send"));

  watched.bench.replace("campaigns.yaml", "version: 1\ncampaigns:\n  a: {nmae: x}\n");

  CHECK(watched.socket.hears("STATUS=the newest revision is broken, the last good one stays: campaigns.yaml:3:"));
  CHECK(watched.socket.last("broken").find("; revision ") != std::string::npos);
}

TEST_CASE("the watchdog is fed while nothing is to do, and while the API says nothing") {
  Watched watched;
  watched.environment["WATCHDOG_USEC"] = "40000";
  watched.bench.settings({.api = "timeout: 1h"});
  watched.bench.desk.server.simulator().inject({.kind = simulator::FaultKind::kSilent, .times = 0, .skip = 3});
  ChildProcess service(watched.program());
  CHECK(watched.socket.hears("WATCHDOG=1", 10));

  service.signal(SIGUSR1);
  REQUIRE(eventually([&] { return watched.bench.requests() > 3; }));

  CHECK(watched.socket.hears("WATCHDOG=1", watched.socket.heard("WATCHDOG=1") + 10));
}

TEST_CASE("the watchdog is not fed once the worker has stood still for three time-outs, and is fed when it gets on") {
  Watched watched;
  watched.environment["WATCHDOG_USEC"] = "40000";
  watched.bench.settings({.api = "timeout: 20ms"});
  ChildProcess service(watched.program());
  REQUIRE(watched.socket.hears("next send"));
  {
    const LockedDatabase locked(watched.bench.desk.path("state/campaignd.db"));
    watched.bench.file_moves_eid_to("19:00");  // a new revision has to be stored
    CHECK(eventually([&] { return longest_silence(watched.socket, "WATCHDOG=1") > std::chrono::milliseconds(1000); }));
  }

  CHECK(watched.socket.hears("WATCHDOG=1", watched.socket.heard("WATCHDOG=1") + 5));
}

TEST_CASE("a watchdog that is meant for another process is not fed") {
  Watched watched;
  watched.environment["WATCHDOG_USEC"] = "40000";
  watched.environment["WATCHDOG_PID"] = "1";
  ChildProcess service(watched.program());
  REQUIRE(watched.socket.hears("next send"));

  service.signal(SIGTERM);

  REQUIRE(service.wait());
  CHECK(watched.socket.heard("WATCHDOG=1") == 0);
}

}  // namespace campaignd::testing
