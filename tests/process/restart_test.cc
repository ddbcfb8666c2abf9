#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>

#include "process/service_bench.h"

namespace campaignd::testing {

using simulator::Applies;
using simulator::FaultKind;

TEST_CASE("a second service on the same state directory ends at once, and names the first") {
  ServiceBench bench;
  ChildProcess first(bench.campaignd());
  REQUIRE(first.says("in agreement"));

  const Ended second = run(bench.campaignd());
  const Ended once = run(bench.campaignd({"--once"}));

  const std::string named =
      "another campaignd works with this state directory (process " + std::to_string(first.pid()) + ")";
  CHECK(second.exit_code == 1);
  CHECK(second.errors.find(named) != std::string::npos);
  CHECK(once.exit_code == 1);
  CHECK(once.errors.find(named) != std::string::npos);
}

TEST_CASE("a service that is killed leaves nothing that keeps the next one from starting") {
  ServiceBench bench;
  {
    ChildProcess first(bench.campaignd());
    REQUIRE(first.says("in agreement"));
    first.signal(SIGKILL);
    REQUIRE(first.wait());
  }

  ChildProcess second(bench.campaignd());

  CHECK(second.says("in agreement"));
}

// Killed at every request in turn, with its effect done but not answered, it comes to the same end.
TEST_CASE("killed at any request and started again, the service converges with one PATCH") {
  for (int request = 0; request < 4; ++request) {  // two lists, the catalog, the PATCH
    CAPTURE(request);
    ServiceBench bench;
    bench.file_moves_eid_to("19:00");
    bench.desk.server.simulator().inject({.kind = FaultKind::kSilent, .skip = request, .applies = Applies::kYes});
    {
      ChildProcess service(bench.campaignd());
      REQUIRE(eventually([&] { return bench.requests() > static_cast<std::size_t>(request); }));
      service.signal(SIGKILL);
      REQUIRE(service.wait());
    }

    ChildProcess again(bench.campaignd());

    CHECK(again.says("in agreement"));
    CHECK(bench.eid_goes_out_at("19:00"));
    CHECK(bench.patches() == 1);
  }
}

TEST_CASE("a change that was applied without an answer before a kill is told as found") {
  ServiceBench bench;
  bench.file_moves_eid_to("19:00");
  bench.desk.server.simulator().inject({.kind = FaultKind::kSilent, .method = "PATCH", .applies = Applies::kYes});
  {
    ChildProcess service(bench.campaignd());
    REQUIRE(eventually([&] { return bench.patches() == 1; }));
    service.signal(SIGKILL);
    REQUIRE(service.wait());
  }

  ChildProcess again(bench.campaignd());

  CHECK(again.says("what was under way when the service stopped had taken effect"));
}

}  // namespace campaignd::testing
