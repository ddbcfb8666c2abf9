// A freeze that the service could not come to the end of, with real programs: a kill -9, a stop and a reload between.
#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "process/orders_bench.h"

namespace campaignd::testing {

using simulator::FaultKind;

namespace {

// Frozen by way of the socket, and refused by the API, so that the answer comes at once and nothing is off the clock.
class UnfinishedFreeze : public OrdersBench {
 public:
  UnfinishedFreeze() { settings({.api = "concurrency: 1, timeout: 2s", .reconcile = "interval: 24h"}); }

  void is_told(const std::vector<std::string>& more = {}) {
    desk.server.simulator().inject({.kind = FaultKind::kStatus, .times = 0, .status = 401});
    std::filesystem::rename(desk.path("key"), desk.path("key.away"));
    std::vector<std::string> words{"freeze", "--reason", "wrong price"};
    words.insert(words.end(), more.begin(), more.end());
    CHECK(ctl(words).exit_code == 1);
    std::filesystem::rename(desk.path("key.away"), desk.path("key"));
    REQUIRE(patches() <= 2);
  }
  void api_is_well_again() { desk.server.simulator().clear_faults(); }
  [[nodiscard]] bool comes_to_its_end() {
    return eventually([&] { return is_off(kThanks) && is_off(kEid); });
  }
};

}  // namespace

TEST_CASE("a freeze that was not at its end is gone on with by the next service, and ends by resume") {
  for (const int signal : {SIGKILL, SIGTERM}) {
    CAPTURE(signal);
    UnfinishedFreeze bench;
    {
      ChildProcess service(bench.campaignd());
      REQUIRE(service.says("in agreement"));
      bench.is_told();
      service.signal(signal);
      REQUIRE(service.wait());
    }
    CHECK_FALSE(bench.is_off(OrdersBench::kEid));
    bench.api_is_well_again();

    ChildProcess again(bench.campaignd());

    CHECK(bench.comes_to_its_end());
    CHECK_FALSE(bench.is_off(OrdersBench::kSale));
    CHECK(again.says("gone on with"));
    CHECK(bench.ctl({"resume"}).exit_code == 0);
    CHECK(bench.eid_goes_out_at("18:00"));
    CHECK_FALSE(has(again.errors(), "disarmed-elsewhere"));
  }
}

TEST_CASE("a freeze that was not at its end is gone on with after a reload that changes the way to the API") {
  UnfinishedFreeze bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  bench.is_told({"--all"});

  bench.settings({.api = "concurrency: 1, timeout: 3s", .reconcile = "interval: 24h, dryRun: true"});
  bench.api_is_well_again();
  service.signal(SIGHUP);

  CHECK(bench.comes_to_its_end());
  CHECK(eventually([&] { return bench.is_off(OrdersBench::kSale); }));
  CHECK(bench.status().at("state") == "frozen");
}

TEST_CASE("resume ends a freeze that was not at its end: nothing is taken off the clock after it") {
  UnfinishedFreeze bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  bench.is_told();
  CHECK(bench.ctl({"resume"}).exit_code == 0);
  bench.api_is_well_again();
  service.signal(SIGHUP);
  REQUIRE(bench.status_becomes(0) == 0);
  CHECK_FALSE(bench.is_off(OrdersBench::kEid));
  CHECK_FALSE(bench.is_off(OrdersBench::kThanks));
  CHECK(has(bench.history({"--action", "freeze"}), "withdrawn"));
}

}  // namespace campaignd::testing
