// The programs together: apply beside a service and without one, a project that is taken over, why a campaign stands as
// it does, the exit codes of a status, and somebody who may read the journal and speak to the service, but not read the
// key.
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "process/orders_bench.h"

namespace campaignd::testing {

using nlohmann::json;
using simulator::FaultKind;

TEST_CASE("apply makes the changes through the service where it runs, and from here where it does not") {
  OrdersBench bench;
  std::optional<ChildProcess> service;
  SUBCASE("a service runs") {
    service.emplace(bench.campaignd());
    REQUIRE(service->says("in agreement"));
  }
  SUBCASE("no service") {}
  CHECK(bench.ctl({"apply", "--yes"}).exit_code == 0);

  bench.file_wants("12:00", "19:00");
  const Ended held = bench.ctl({"apply", "--yes"});
  CHECK(held.exit_code == 2);
  CHECK(bench.patches() == 0);
  const std::string id = json::parse(bench.ctl({"plan", "--output", "json"}).output).at("held").at("plan");
  CHECK(has(held.output, "apply --approve " + id));
  CHECK(bench.ctl({"apply", "--yes", "--approve", "00000000"}).exit_code == 2);
  CHECK(bench.patches() == 0);

  const Ended applied = bench.ctl({"apply", "--yes", "--approve", id});
  CAPTURE(applied.output);
  CAPTURE(applied.errors);
  CHECK(applied.exit_code == 0);
  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(bench.patches() == 2);
  CHECK(has(bench.ctl({"history", "--action", "approval"}).output, "held because of maxChanges: 2 > 1"));

  bench.file_wants("12:00", "25:00");
  CHECK(bench.ctl({"apply", "--yes"}).exit_code == 1);
}

TEST_CASE("a full disk, and a pause that could not be stored, are known to who asks for a plan, the sends or the why") {
  OrdersBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  const rlimit full{0, RLIM_INFINITY};
  REQUIRE(::prlimit(service.pid(), RLIMIT_FSIZE, &full, nullptr) == 0);
  bench.file_moves_eid_to("19:00");
  REQUIRE(service.says("the journal cannot be written"));

  const auto all_say = [&](std::string_view words) {
    for (const auto& asked :
         {bench.ctl({"plan"}), bench.ctl({"sends"}), bench.ctl({"why", "eid"}), bench.ctl({"status"})})
      CHECK(has(asked.output, words));
  };
  all_say("campaignd cannot write its journal (");
  CHECK(json::parse(bench.ctl({"sends", "--output", "json"}).output).at("state") == "unrecorded");

  static_cast<void>(bench.ctl({"pause", "--reason", "look first"}));
  all_say("campaignd is paused by");
  CHECK(bench.patches() == 0);
}

TEST_CASE("a project that is full already is imported, and there is nothing to do then") {
  OrdersBench bench;
  const Ended imported = bench.ctl({"import"});
  REQUIRE(imported.exit_code == 0);
  bench.replace("campaigns.yaml", imported.output);

  CHECK(bench.ctl({"validate"}).exit_code == 0);
  CHECK(bench.ctl({"plan"}).exit_code == 0);
  ChildProcess service(bench.campaignd());
  CHECK(service.says("in agreement"));
  CHECK(bench.status_becomes(0) == 0);
  CHECK(bench.patches() == 0);
}

TEST_CASE("why and the exit codes tell a held, a locked, a blocked, a paused, a frozen and a broken one apart") {
  OrdersBench bench;
  CHECK(bench.ctl({"status"}).exit_code == 3);
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  CHECK(bench.status_becomes(0) == 0);

  bench.file_wants("12:00", "19:00");
  CHECK(bench.status_becomes(2) == 2);
  CHECK(has(bench.why("eid"), "The plan is held"));
  CHECK(bench.ctl({"why", "eid"}).exit_code == 0);

  bench.file_wants("11:00", "18:00");
  CHECK(bench.status_becomes(0) == 0);
  bench.replace("campaigns.yaml", "version: 1\ncampaigns: {flash: {name: Flash sale, template: eid_greeting/ar}}\n");
  CHECK(bench.status_becomes(2) == 2);
  CHECK(has(bench.why("flash"), "lockWindow"));

  bench.replace("campaigns.yaml", "version: 1\ncampaigns: {eid: {id: " + std::string(OrdersBench::kEid) +
                                      ", scheduledFor: 2020-01-01 10:00, timezone: Asia/Baghdad}}\n");
  CHECK(eventually([&] { return has(bench.why("eid"), "past"); }));
  CHECK(bench.status_becomes(2) == 2);

  bench.file_wants("11:00", "18:00");
  CHECK(bench.status_becomes(0) == 0);
  REQUIRE(bench.ctl({"pause", "--reason", "x"}).exit_code == 0);
  CHECK(bench.ctl({"status"}).exit_code == 2);
  bench.file_wants("11:00", "19:00");
  CHECK(has(bench.why("eid"), "campaignd is paused"));
  REQUIRE(bench.ctl({"freeze", "--reason", "y"}).exit_code == 0);
  CHECK(bench.status_becomes(2) == 2);
  CHECK(has(bench.why("eid"), "frozen"));

  bench.replace("campaigns.yaml", "version: 1\ncampaigns: {a: {nmae: x}}\n");
  CHECK(bench.status_becomes(1) == 1);  // an error beats a freeze
}

TEST_CASE("while a list cannot be read, a campaign that an entry names by its name is not called unmanaged") {
  OrdersBench bench;
  bench.desk.server.simulator().inject({.kind = FaultKind::kStatus, .path = "status=draft", .times = 0});

  const json plan = json::parse(bench.ctl({"plan", "--output", "json"}).output);

  CHECK(plan.at("entries").at(0).at("reason") == "observe");
  for (const json& each : plan.at("unmanaged")) CHECK(each.at("name") != "شكراً لكم");
}

namespace {

constexpr int kServiceId = 64001;  // the service's user, and its group
constexpr int kMemberId = 64002;   // in that group, beside his own

Program as(const Program& program, const std::vector<std::string>& rights) {
  Program other = program;
  other.path = "/usr/bin/setpriv";
  other.arguments = rights;
  other.arguments.push_back(program.path);
  other.arguments.insert(other.arguments.end(), program.arguments.begin(), program.arguments.end());
  return other;
}

std::string id_of(const std::string& option, int id) {
  return "--" + option + "=" + std::to_string(id);
}

// As the unit has it: files for nobody but the service, the state directory for its group too.
class GroupBench : public OrdersBench {
 public:
  GroupBench() {
    for (const char* name : {"", "campaignd.yaml", "campaigns.yaml", "key", "state"}) {
      REQUIRE(::chown(desk.path(name).c_str(), kServiceId, kServiceId) == 0);
    }
    ::chmod(desk.path("").c_str(), 0755);
    ::chmod(desk.path("campaignd.yaml").c_str(), 0644);
    ::chmod(desk.path("campaigns.yaml").c_str(), 0644);
    ::chmod(desk.path("state").c_str(), 0750);
  }
  [[nodiscard]] Program service() const {
    Program strict = in_shell("umask 0077; exec $CAMPAIGND");
    return as(strict, {id_of("reuid", kServiceId), id_of("regid", kServiceId), "--clear-groups"});
  }
  [[nodiscard]] Ended member(std::vector<std::string> arguments) const {
    return run(as(desk.ctl(std::move(arguments)),
                  {id_of("reuid", kMemberId), id_of("regid", kMemberId), id_of("groups", kServiceId)}));
  }
};

}  // namespace

TEST_CASE(
    "who is in the service's group looks, steers and stops without ever seeing the key, and the journal knows him") {
  if (::geteuid() != 0) return;
  GroupBench bench;
  ChildProcess service(bench.service());
  REQUIRE(service.says("in agreement"));
  for (const char* file : {"state/campaignd.db", "state/campaignd.db-wal", "state/campaignd.db-shm", "control.sock"}) {
    CAPTURE(file);
    struct stat status {};
    REQUIRE(::stat(bench.desk.path(file).c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == (std::string_view(file) == "control.sock" ? 0660 : 0640));
    CHECK(status.st_gid == kServiceId);
  }

  for (const std::vector<std::string>& command : {std::vector<std::string>{"plan"},
                                                  {"status"},
                                                  {"sends"},
                                                  {"why", "thank-you"},
                                                  {"history"},
                                                  {"resources"},
                                                  {"import"},
                                                  {"reconcile"},
                                                  {"pause", "--reason", "x"},
                                                  {"resume"},
                                                  {"rearm", "thank-you"},
                                                  {"freeze", "--reason", "wrong text", "thank-you"}}) {
    CAPTURE(command.front());
    const Ended ended = bench.member(command);
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 0);
    CHECK_FALSE(has(ended.errors, "cannot be read: "));
    CHECK_FALSE(has(ended.errors, "as if the service had never run"));
  }
  CHECK(has(bench.member({"history", "--action", "freeze"}).output, "uid " + std::to_string(kMemberId)));
  CHECK(bench.desk.server.simulator().campaign("6a10c0ffee00000000000061")->status == "draft");
}

TEST_CASE("what root does before the service's first start leaves everything the service's own") {
  if (::geteuid() != 0) return;
  GroupBench bench;
  CHECK(bench.ctl({"freeze", "--reason", "wrong text", "thank-you"}).exit_code == 0);
  CHECK(bench.ctl({"apply", "--yes"}).exit_code == 2);

  ChildProcess service(bench.service());

  CHECK(service.says("reconciled as far as it may be"));
  CHECK(bench.member({"resume"}).exit_code == 0);
  CHECK(bench.status_becomes(0) == 0);
}

TEST_CASE(
    "the key beside the settings is found by who may read it, so that a freeze needs neither service nor credential") {
  OrdersBench bench;
  bench.settings({.key_file = ""});
  std::filesystem::rename(bench.desk.path("key"), bench.desk.path("otpiq-key"));

  CHECK(bench.ctl({"plan"}).exit_code == 0);
  CHECK(bench.ctl({"freeze", "--reason", "wrong text"}).exit_code == 0);
  CHECK(bench.is_off(OrdersBench::kEid));

  std::filesystem::remove(bench.desk.path("otpiq-key"));
  CHECK(bench.ctl({"plan"}).exit_code == 1);
}

}  // namespace campaignd::testing
