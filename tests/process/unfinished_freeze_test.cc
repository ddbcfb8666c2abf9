// A freeze that the service could not come to the end of, with real programs: a kill -9, a stop and a reload between.
#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
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

namespace {

// A key that the API refuses, until another one is put into its place.
class RefusedKey : public OrdersBench {
 public:
  RefusedKey() {
    settings({.api = "concurrency: 1, timeout: 2s", .reconcile = "interval: 24h"});
    std::ifstream file(desk.path("key"));
    good_ = std::string{std::istreambuf_iterator<char>(file), {}};
  }
  void key_is_refused() { put("sk_live_refused"); }
  void key_is_good() { put(good_); }
  [[nodiscard]] Ended freezes(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"freeze", "--reason", "wrong price"};
    words.insert(words.end(), more.begin(), more.end());
    return ctl(words);
  }

 private:
  void put(const std::string& key) {
    replace("key", key);
    std::filesystem::permissions(desk.path("key"), std::filesystem::perms::owner_read);
  }
  std::string good_;
};

}  // namespace

TEST_CASE(
    "a freeze told to a service whose key is refused comes to its end once the key is replaced, told of it or not") {
  for (const bool is_told : {true, false}) {
    CAPTURE(is_told);
    RefusedKey bench;
    REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);
    bench.key_is_refused();
    ChildProcess service(bench.campaignd());
    REQUIRE(service.says("does not accept the key"));

    const Ended refused = bench.freezes();
    CHECK(refused.exit_code == 1);
    CHECK(has(refused.output, "NOT off the clock"));
    CHECK(bench.patches() == 0);
    bench.key_is_good();
    if (is_told) service.signal(SIGHUP);

    CHECK(eventually([&] { return bench.is_off(OrdersBench::kThanks) && bench.is_off(OrdersBench::kEid); }));
    CHECK_FALSE(bench.is_off(OrdersBench::kSale));
    CHECK(bench.status().at("state") == "frozen");
  }
}

TEST_CASE("a freeze told with a refused key while no service runs is gone on with by the one that starts later") {
  for (const bool by_name : {false, true}) {
    CAPTURE(by_name);
    RefusedKey bench;
    REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);
    bench.key_is_refused();
    const Ended refused = by_name ? bench.freezes({"eid"}) : bench.freezes();
    CHECK(refused.exit_code == 1);
    CHECK(
        has(refused.errors, "note: campaignd goes on with it when it is started, as soon as the API lets it, until `" +
                                bench.command("resume") + "`"));
    CHECK(bench.patches() == 0);

    ChildProcess service(bench.campaignd());  // with the same key
    REQUIRE(service.says("does not accept the key"));
    CHECK(service.says("gone on with"));
    bench.key_is_good();

    CHECK(eventually([&] { return bench.is_off(OrdersBench::kEid); }));
    CHECK(eventually([&] { return bench.is_off(OrdersBench::kThanks) == !by_name; }));
    CHECK_FALSE(bench.is_off(OrdersBench::kSale));
    CHECK(eventually([&] { return !has(bench.history(), "under way"); }));
    CHECK(
        bench.ctl(by_name ? std::vector<std::string>{"rearm", "eid"} : std::vector<std::string>{"resume"}).exit_code ==
        0);
    CHECK(bench.eid_goes_out_at("18:00"));
    service.signal(SIGTERM);
    REQUIRE(service.wait());
    ChildProcess again(bench.campaignd());
    REQUIRE(again.says("in agreement"));
    CHECK_FALSE(bench.is_off(OrdersBench::kEid));
  }
}

TEST_CASE("a freeze that is told again with a good key is the only one, and the service that starts takes up none") {
  for (const bool by_name : {false, true}) {
    CAPTURE(by_name);
    const std::vector<std::string> names = by_name ? std::vector<std::string>{"eid"} : std::vector<std::string>{};
    RefusedKey bench;
    REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);
    bench.key_is_refused();
    CHECK(bench.freezes(names).exit_code == 1);
    bench.key_is_good();
    const Ended again = bench.freezes(names);
    CHECK(again.exit_code == 0);
    CHECK_FALSE(has(again.errors, "goes on with it"));

    ChildProcess service(bench.campaignd());
    if (!by_name) REQUIRE(service.says("frozen by uid"));
    REQUIRE(service.says("reconciled as far as it may be"));
    CHECK_FALSE(has(service.errors(), "gone on with"));
  }
}

TEST_CASE("nobody is said to go on with a freeze of a mistyped handle alone, and its key was refused too") {
  RefusedKey bench;
  REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);
  bench.key_is_refused();

  const Ended refused = bench.freezes({"edi"});

  CHECK(refused.exit_code == 1);
  CHECK(has(refused.output, "no entry has this handle"));
  CHECK_FALSE(has(refused.errors, "on with it"));
  CHECK_FALSE(has(bench.history(), "under way"));
}

TEST_CASE("a freeze that a running service could not be asked for is gone on with by the next alone, and says so") {
  RefusedKey bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  bench.key_is_refused();
  std::ifstream file(bench.desk.path("campaignd.yaml"));
  std::string settings{std::istreambuf_iterator<char>(file), {}};
  settings.replace(settings.find("control.sock"), 12, "nobody.sock");
  bench.desk.write("other.yaml", settings);

  const Ended refused = bench.ctl({"--config", bench.desk.path("other.yaml"), "freeze", "--reason", "price", "eid"});

  CHECK(refused.exit_code == 1);
  CHECK(has(refused.errors,
            "note: it is NOT gone on with by a campaignd that runs now: type it again; one that is started later"));
  bench.key_is_good();
  service.signal(SIGTERM);
  REQUIRE(service.wait());
  CHECK_FALSE(bench.is_off(OrdersBench::kEid));
  ChildProcess next(bench.campaignd());
  CHECK(eventually([&] { return bench.is_off(OrdersBench::kEid); }));
}

}  // namespace campaignd::testing
