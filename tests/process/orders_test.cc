// What a person tells the running service, from the terminal to the API and back: pauses, held plans, rearming, and who
// told it.
#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "process/orders_bench.h"

namespace campaignd::testing {

using nlohmann::json;
using simulator::FaultKind;

namespace {

constexpr std::string_view kEid = OrdersBench::kEid;
constexpr std::string_view kThanks = OrdersBench::kThanks;
constexpr std::string_view kSale = OrdersBench::kSale;

}  // namespace

TEST_CASE("a pause keeps the service from writing, is seen at once, outlives a kill -9, and ends by resume") {
  OrdersBench bench;
  {
    ChildProcess service(bench.campaignd());
    REQUIRE(service.says("in agreement"));

    const Ended paused = bench.ctl({"pause", "--reason", "work in the dashboard"});
    const Ended status = bench.ctl({"status"});

    CHECK(paused.exit_code == 0);
    CHECK(has(paused.output, "paused until `" + bench.command("resume") + "`"));
    CHECK(status.exit_code == 2);
    CHECK(has(status.output, "campaignd is paused by uid " + std::to_string(::geteuid())));
    CHECK(has(status.output, "work in the dashboard"));
    service.signal(SIGKILL);
    REQUIRE(service.wait());
  }
  bench.file_wants("11:00", "19:00");
  ChildProcess again(bench.campaignd());
  REQUIRE(again.says("reconciled as far as it may be"));
  CHECK(again.says("paused by uid"));
  CHECK(bench.status_becomes(2) == 2);
  CHECK(bench.ctl({"plan"}).exit_code == 2);
  CHECK(bench.patches() == 0);

  const Ended resumed = bench.ctl({"resume"});

  CHECK(resumed.exit_code == 0);
  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(eventually([&] { return bench.status_code() == 0; }));
  CHECK(bench.ctl({"resume"}).output == "nothing was paused or frozen\n");
}

TEST_CASE("status shows a pause at once, also while the API keeps the service waiting") {
  OrdersBench bench;
  bench.settings({.api = "timeout: 1h", .reconcile = "interval: 24h"});
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  bench.desk.server.simulator().inject({.kind = FaultKind::kSilent, .times = 0});

  REQUIRE(bench.ctl({"pause", "--reason", "x"}).exit_code == 0);

  CHECK(bench.status().at("state") == "paused");
}

TEST_CASE("a pause with an end ends by itself, and what waited is done then") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  const Ended paused = bench.ctl({"pause", "--reason", "for a moment", "--for", "3s"});
  CHECK(paused.exit_code == 0);
  CHECK_FALSE(bench.status().at("until").is_null());

  bench.file_wants("11:00", "19:00");

  CHECK(service.says("the pause's time is over"));
  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(eventually([&] { return bench.status_code() == 0; }));
  CHECK(has(bench.history(), "the pause's time is over"));
}

TEST_CASE("a held plan is told by plan, status, why and the log, each with the command that lets it through") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));

  bench.file_wants("12:00", "19:00");
  const std::string id = bench.held_plan();
  REQUIRE_FALSE(id.empty());

  const std::string command = bench.command("approve " + id);
  const Ended plan = bench.ctl({"plan"});
  const Ended status = bench.ctl({"status"});
  CHECK(plan.exit_code == 2);
  CHECK(has(plan.output, "Held: maxChanges: 2 > 1"));
  CHECK(has(plan.output, command));
  CHECK(status.exit_code == 2);
  CHECK(has(status.output, "Held: maxChanges: 2 > 1"));
  CHECK(has(status.output, command));
  CHECK(service.says("approve " + id));
  CHECK(has(bench.ctl({"why", "eid"}).output, "The plan is held"));
  CHECK(bench.ctl({"reconcile"}).exit_code == 2);
  CHECK(has(bench.history(), "held"));
  CHECK(bench.patches() == 0);
}

TEST_CASE("approve lets just this plan through, and a kill -9 in the middle of it changes nothing") {
  OrdersBench bench;
  std::string id;
  {
    ChildProcess service(bench.campaignd());
    REQUIRE(service.says("in agreement"));
    bench.file_wants("12:00", "19:00");
    id = bench.held_plan();
    CHECK(bench.ctl({"approve", "00000000"}).exit_code == 1);
    bench.desk.server.simulator().inject(
        {.kind = FaultKind::kSilent, .method = "PATCH", .campaign = std::string(kEid)});

    REQUIRE(bench.ctl({"approve", id}).exit_code == 0);

    REQUIRE(eventually([&] { return bench.patches() == 2; }));  // the second gets no answer
    service.signal(SIGKILL);
    REQUIRE(service.wait());
  }
  ChildProcess again(bench.campaignd());
  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(eventually([&] { return bench.status_code() == 0; }));
  CHECK_FALSE(has(again.errors(), "the plan is held"));
  const std::string told = bench.history({"--action", "approval"});
  CHECK(count(told, "approve") >= 1);
  CHECK(has(told, id));
  CHECK(has(told, "held because of maxChanges: 2 > 1"));

  bench.file_wants("13:00", "20:00");  // other effects

  const std::string other = bench.held_plan(id);
  CHECK_FALSE(other.empty());
  CHECK(bench.ctl({"approve", id}).exit_code == 1);
  CHECK(bench.eid_goes_out_at("19:00"));
}

TEST_CASE("what somebody took off the clock at the service stays off, is told, and goes back by rearm alone") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  bench.taken_off_by_somebody(kEid);
  CHECK(bench.ctl({"reconcile"}).exit_code == 2);
  CHECK(bench.status_code() == 2);
  CHECK(has(bench.ctl({"status"}).output, "disarmed-elsewhere"));
  CHECK(has(bench.why("eid"), bench.command("rearm eid")));
  CHECK(bench.is_off(kEid));
  CHECK(bench.ctl({"rearm", "aid"}).exit_code == 1);

  const Ended rearmed = bench.ctl({"rearm", "eid"});

  CHECK(rearmed.exit_code == 0);
  CHECK(bench.eid_goes_out_at("18:00"));
  CHECK(eventually([&] { return bench.status_code() == 0; }));
  CHECK(has(bench.history({"--action", "rearm"}), "took it off the clock"));
}

TEST_CASE("every command that is shown works as typed: it names the settings that the person, or the service, has") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  const auto is_whole = [&](const std::string& text, const std::string& arguments) {
    CAPTURE(text);
    CHECK(has(text, "`" + bench.command(arguments)));
    CHECK(count(text, "`campaignctl ") == count(text, "`" + bench.command("")));
  };

  bench.taken_off_by_somebody(kEid);
  REQUIRE(bench.ctl({"reconcile"}).exit_code == 2);
  is_whole(bench.ctl({"plan"}).output, "rearm eid`");
  is_whole(bench.ctl({"sends"}).output, "rearm eid`");
  is_whole(bench.why("eid"), "rearm eid`");
  is_whole(bench.why(std::string(kSale)), "freeze --reason WHY ");
  is_whole(bench.ctl({"status"}).output, "rearm eid`");
  is_whole(bench.history(), "rearm eid`");
  is_whole(bench.ctl({"rearm", "thank-you"}).output, "why thank-you`");
  is_whole(bench.ctl({"pause", "--reason", "x"}).output, "resume`");
  is_whole(bench.ctl({"sends"}).output, "resume`");
  REQUIRE(bench.ctl({"freeze", "--reason", "x"}).exit_code == 0);
  is_whole(bench.ctl({"pause", "--reason", "x"}).errors, "resume`");
  is_whole(bench.why("thank-you"), "resume`");
  is_whole(bench.ctl({"apply"}).errors, "plan`");
  CHECK(has(bench.ctl({"import", "--output", "json"}).errors, "Try: " + bench.command("import")));
  REQUIRE(service.says("frozen by uid"));
  is_whole(service.errors(), "rearm eid`");
}

TEST_CASE("what a freeze takes off again and again is not taken for somebody else's doing") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  for (int times = 0; times < 3; ++times) {
    CHECK(bench.ctl({"freeze", "--reason", "wrong text", "eid"}).exit_code == 0);
    CHECK(bench.is_off(kEid));
    CHECK(bench.ctl({"rearm", "eid"}).exit_code == 0);
    CHECK(bench.eid_goes_out_at("18:00"));
    CHECK(bench.status_becomes(0) == 0);
  }
  CHECK_FALSE(has(service.errors(), "contended"));
}

TEST_CASE(
    "without a key a freeze goes through the socket: one handle, the file's, or all; resume puts back what it says") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  std::filesystem::remove(bench.desk.path("key"));

  CHECK(bench.ctl({"freeze", "--reason", "wrong text", "eid"}).exit_code == 0);
  CHECK(bench.is_off(kEid));
  CHECK_FALSE(bench.is_off(kThanks));
  CHECK(bench.status_becomes(2) == 2);  // once the turn behind the order has planned
  CHECK(has(bench.why("eid"), "it was frozen"));
  CHECK(bench.ctl({"freeze", "--reason", "wrong text"}).exit_code == 0);
  CHECK(bench.is_off(kThanks));
  CHECK_FALSE(bench.is_off(kSale));
  CHECK(bench.status().at("state") == "frozen");
  CHECK(bench.ctl({"freeze", "--reason", "wrong text", "--all"}).exit_code == 0);
  CHECK(bench.is_off(kSale));

  const Ended resumed = bench.ctl({"resume", "--restore"});

  CHECK(resumed.exit_code == 0);
  CHECK_FALSE(bench.is_off(kSale));
  CHECK(has(resumed.output, "still frozen by name: eid"));  // who ends the one stop may not know of the other
  CHECK(bench.is_off(kEid));
  CHECK(bench.ctl({"rearm", "eid"}).exit_code == 0);
  CHECK(bench.eid_goes_out_at("18:00"));
  CHECK(eventually([&] { return bench.status_code() == 0; }));
}

TEST_CASE("with the key a freeze needs no socket, and the service takes notice of it all the same") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  std::filesystem::remove(bench.desk.path("control.sock"));

  const Ended frozen = bench.ctl({"freeze", "--reason", "wrong text"});

  CHECK(frozen.exit_code == 0);
  CHECK(bench.is_off(kEid));
  CHECK(bench.is_off(kThanks));
  bench.file_wants("11:00", "19:00");
  CHECK(service.says("frozen by uid"));
  CHECK(eventually([&] { return bench.status_code() == 2; }));  // the turn made the socket anew
  CHECK(bench.status().at("state") == "frozen");
  CHECK(bench.is_off(kEid));
}

TEST_CASE("history tells of each order who gave it, by uid and name, why, and under which revision") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  REQUIRE(bench.ctl({"pause", "--reason", "the dashboard"}).exit_code == 0);
  REQUIRE(bench.ctl({"freeze", "--reason", "wrong text", "eid"}).exit_code == 0);
  REQUIRE(bench.ctl({"resume"}).exit_code == 0);
  const std::string revision = bench.status().at("revision").at("hash");

  const json all = json::parse(bench.history({"--output", "json", "--limit", "100"}));

  const std::string uid = "uid " + std::to_string(::geteuid());
  const std::string person = ::geteuid() == 0 ? uid + " (root)" : uid;
  std::string seen;
  for (const json& record : all.at("records")) {
    const std::string kind = record.at("kind");
    if (kind != "pause" && kind != "freeze" && kind != "resume") continue;
    CAPTURE(record.dump());
    CHECK(record.at("person").get<std::string>().starts_with(person));
    if (kind == "resume") CHECK(record.at("revision") == revision);
    if (kind == "pause") CHECK(record.at("detail") == "the dashboard");
    if (kind == "pause") CHECK(record.at("revision") == revision);
    seen += kind + " ";
  }
  CHECK(has(seen, "pause"));
  CHECK(has(seen, "freeze"));
  CHECK(has(seen, "resume"));
}

TEST_CASE("with a broken file sends and why answer for the last good revision, and plan for the errors") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  bench.replace("campaigns.yaml", "version: 1\ncampaigns: [\n");
  CHECK(bench.status_becomes(1) == 1);

  const Ended sends = bench.ctl({"sends"});
  const Ended why = bench.ctl({"why", "eid"});

  CHECK(has(sends.output, "eid"));
  CHECK(has(sends.errors, "campaigns.yaml:"));
  CHECK(has(sends.errors, "the last good revision is in force"));
  CHECK(sends.exit_code == 0);
  CHECK(has(why.output, "It is on the clock"));
  CHECK(why.exit_code == 0);
  CHECK(bench.ctl({"plan"}).exit_code == 1);
}

TEST_CASE("a freeze whose own key is refused goes through the service, and says so") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  bench.replace("other-key", "sk_live_another");
  std::filesystem::permissions(bench.desk.path("other-key"), std::filesystem::perms::owner_read);
  std::ifstream file(bench.desk.path("campaignd.yaml"));
  std::string settings{std::istreambuf_iterator<char>(file), {}};
  const std::string key = bench.desk.path("key");
  const auto at = settings.find(key);
  REQUIRE(at != std::string::npos);
  settings.replace(at, key.size(), bench.desk.path("other-key"));
  bench.desk.write("other.yaml", settings);

  const Ended ended = bench.ctl({"--config", bench.desk.path("other.yaml"), "freeze", "--reason", "wrong price"});

  CHECK(has(ended.errors, "The running campaignd, which may hold another key"));
  CHECK(has(ended.output, "off the clock"));
  CHECK(bench.is_off(OrdersBench::kEid));
  CHECK(ended.exit_code == 0);
  CHECK_FALSE(has(ended.errors, "goes on with it"));
  service.signal(SIGTERM);
  REQUIRE(service.wait());
  ChildProcess again(bench.campaignd());
  REQUIRE(again.says("frozen by uid"));
  REQUIRE(again.says("reconciled as far as it may be"));
  CHECK_FALSE(has(again.errors(), "gone on with"));  // the one that the service had was done
}

}  // namespace campaignd::testing
