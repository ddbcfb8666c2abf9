#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <memory>

#include "process/locked_database.h"
#include "process/service_bench.h"

namespace campaignd::testing {

using simulator::FaultKind;

TEST_CASE("SIGTERM and SIGINT end an idle service with exit code 0") {
  for (const int signal : {SIGTERM, SIGINT}) {
    ServiceBench bench;
    ChildProcess service(bench.campaignd());
    REQUIRE(service.says("in agreement"));

    service.signal(signal);

    const auto ended = service.wait();
    REQUIRE(ended);
    CHECK(ended->exit_code == 0);
  }
}

TEST_CASE("a read that hangs is dropped when the service is told to stop, whatever its time-out") {
  for (const int signal : {SIGTERM, SIGINT}) {
    ServiceBench bench;
    bench.settings({.api = "timeout: 1h"});
    bench.desk.server.simulator().inject({.kind = FaultKind::kSilent, .times = 0});
    ChildProcess service(bench.campaignd());
    REQUIRE(eventually([&] { return bench.requests() > 0; }));

    service.signal(signal);

    const auto ended = service.wait();
    REQUIRE(ended);
    CHECK(ended->exit_code == 0);
  }
}

TEST_CASE("a PATCH in flight is finished before the service stops, and remembered") {
  ServiceBench bench;
  bench.settings({.api = "timeout: 10s"});
  bench.file_moves_eid_to("19:00");
  bench.desk.server.simulator().inject(
      {.kind = FaultKind::kDelay, .method = "PATCH", .times = 0, .delay = std::chrono::milliseconds(300)});
  ChildProcess service(bench.campaignd());
  REQUIRE(eventually([&] { return bench.patches() == 1; }));

  service.signal(SIGTERM);

  const auto ended = service.wait();
  REQUIRE(ended);
  CHECK(ended->exit_code == 0);
  CHECK(count(ended->errors, "verified") == 1);
}

TEST_CASE("a PATCH that gets no answer is given up within its time-out when the service is told to stop") {
  ServiceBench bench;
  bench.settings({.api = "timeout: 500ms"});
  bench.file_moves_eid_to("19:00");
  bench.desk.server.simulator().inject({.kind = FaultKind::kSilent, .method = "PATCH", .times = 0});
  ChildProcess service(bench.campaignd());
  REQUIRE(eventually([&] { return bench.patches() == 1; }));

  service.signal(SIGTERM);

  const auto ended = service.wait();
  REQUIRE(ended);
  CHECK(ended->exit_code == 0);
  CHECK(bench.patches() == 1);
}

TEST_CASE("SIGUSR1 reconciles now") {
  ServiceBench bench;
  bench.settings({.reconcile = "interval: 24h"});
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));

  service.signal(SIGUSR1);

  CHECK(bench.reconciles(2));
}

TEST_CASE("the service reconciles by itself every interval") {
  ServiceBench bench;
  bench.settings({.reconcile = "interval: 20ms, jitter: 0%"});
  ChildProcess service(bench.campaignd());

  CHECK(bench.reconciles(5));
}

TEST_CASE("SIGHUP puts new settings in force: level, interval, debounce, another file, another service") {
  ServiceBench bench;
  bench.settings({.reconcile = "interval: 24h", .log = "level: error, format: text"});
  ChildProcess service(bench.campaignd());
  REQUIRE(bench.reconciles(1));

  bench.settings({.reconcile = "interval: 24h", .log = "level: debug, format: json"});
  service.signal(SIGHUP);
  CHECK(service.says(R"("event":"reloaded")"));
  CHECK(service.says(R"("event":"reconciled")"));

  bench.settings({.reconcile = "interval: 20ms, jitter: 0%"});
  service.signal(SIGHUP);
  CHECK(bench.reconciles(6));

  ServiceBench other;
  bench.settings({.base_url = other.desk.server.base_url()});
  service.signal(SIGHUP);
  CHECK(eventually([&] { return other.requests() > 0; }));
}

TEST_CASE("SIGHUP makes the service follow another file, whose edits it sees from then on") {
  ServiceBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  std::filesystem::create_directory(bench.desk.path("other"));
  bench.desk.write("other/campaigns.yaml", bench.eid_at("19:00"));

  bench.settings({.desired_state = "other/campaigns.yaml"});
  service.signal(SIGHUP);
  CHECK(bench.eid_goes_out_at("19:00"));

  bench.replace("other/campaigns.yaml", bench.eid_at("20:00"));
  CHECK(bench.eid_goes_out_at("20:00"));
}

TEST_CASE("SIGHUP with settings that cannot be used keeps the old ones, and says every error with its place") {
  ServiceBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));

  bench.replace("campaignd.yaml", "desiredStat: /x\nreconcile: {interval: soon}\n");
  service.signal(SIGHUP);
  CHECK(service.says("the old ones stay in force"));
  CHECK(service.says("campaignd.yaml:1:1: error: "));
  CHECK(service.says("campaignd.yaml:2:"));

  bench.file_moves_eid_to("19:00");
  CHECK(bench.eid_goes_out_at("19:00"));
}

TEST_CASE("SIGHUP with a key that cannot be used keeps the old one") {
  ServiceBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));

  std::filesystem::permissions(bench.desk.path("key"), std::filesystem::perms(0644));
  service.signal(SIGHUP);

  CHECK(service.says("chmod o-rwx"));
  bench.file_moves_eid_to("19:00");
  CHECK(bench.eid_goes_out_at("19:00"));
}

TEST_CASE("a reload while a request hangs waits for it, and loses nothing") {
  ServiceBench bench;
  bench.settings({.api = "timeout: 300ms, retries: 0"});
  bench.desk.server.simulator().inject({.kind = FaultKind::kSilent, .times = 2});
  ChildProcess service(bench.campaignd());
  REQUIRE(eventually([&] { return bench.requests() > 0; }));

  bench.settings({.log = "level: debug, format: json"});
  service.signal(SIGHUP);

  CHECK(service.says(R"("message":"in agreement)"));
}

TEST_CASE("a reload that is asked for before there is a loop ends nothing") {
  ServiceBench bench;
  bench.desk.write("state/campaignd.db", "");
  auto locked =
      std::make_unique<LockedDatabase>(bench.desk.path("state/campaignd.db"));  // so that the start takes long
  ChildProcess service(bench.campaignd());
  REQUIRE(eventually([&] { return std::filesystem::exists(bench.desk.path("state/lock")); }));

  service.signal(SIGHUP);
  service.signal(SIGUSR1);
  locked.reset();

  CHECK(service.says("were read again"));
  CHECK(service.says("in agreement"));
}

}  // namespace campaignd::testing
