// What is being sent while somebody asks: known by its entry, or by what the service remembers of it.
#include <doctest/doctest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "core/instant.h"
#include "process/orders_bench.h"

namespace campaignd::testing {

namespace {

// `eid` started a minute ago.
void starts(OrdersBench& bench) {
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  bench.desk.server.simulator().edit(bench.kEid, {{"status", "running"},
                                                  {"scheduledFor", to_rfc3339(now - std::chrono::minutes(1))},
                                                  {"startedAt", to_rfc3339(now - std::chrono::minutes(1))}});
}

void is_told_first(const OrdersBench& bench) {
  const std::string text = bench.ctl({"sends", "--within", "24h"}).output;
  CAPTURE(text);
  CHECK(text.starts_with("now"));
  CHECK(has(text, "being sent    since "));
  CHECK(has(text, ", 1 min ago; what it has sent cannot be called back"));
  CHECK(has(text, "1 campaign is being sent now. "));
}

}  // namespace

TEST_CASE("freeze and status tell what is being sent, which no stop reaches") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  CHECK_FALSE(has(bench.ctl({"status"}).output, "Being sent"));
  starts(bench);

  const Ended freezing = bench.ctl({"freeze", "--reason", "wrong price"});
  CAPTURE(freezing.output);
  CHECK(freezing.exit_code == 0);
  CHECK(has(freezing.output, "frozen: its campaign is off the clock; "));
  CHECK(has(freezing.output, "; 1 is being sent now and cannot be stopped\n"));

  CHECK(eventually([&] {
    return has(bench.ctl({"status"}).output, "Being sent, as far as is known, and not to be stopped any more: eid.\n");
  }));
}

TEST_CASE("what is being sent is told first, while an entry names it and when none does any more") {
  OrdersBench bench;
  REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);
  starts(bench);
  is_told_first(bench);
  const auto by_entry = nlohmann::json::parse(bench.ctl({"sends", "--output", "json"}).output).at("sends").at(0);
  CHECK(by_entry.at("handle") == "eid");
  CHECK(by_entry.at("outlook") == "being-sent");
  CHECK(by_entry.at("status") == "running");
  CHECK(by_entry.at("startedAt").is_string());

  run(bench.campaignd({"--once"}));
  std::string file = bench.eid_at("18:00");
  bench.replace("campaigns.yaml", file.replace(file.find("eid:"), 4, "sale:").replace(file.find("تهنئة"), 0, "x"));
  is_told_first(bench);
  const auto by_memory = nlohmann::json::parse(bench.ctl({"sends", "--output", "json"}).output).at("sends").at(0);
  CHECK(by_memory.at("handle").is_null());
  CHECK(by_memory.at("releasedFrom") == "eid");

  bench.desk.server.simulator().edit(bench.kEid, {{"status", "completed"}});
  CHECK_FALSE(has(bench.ctl({"sends"}).output, "being sent"));
}

}  // namespace campaignd::testing
