// The control socket of the real service, and the commands that speak to it.
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <list>

#include "adapters/files/descriptor.h"
#include "process/service_bench.h"

namespace campaignd::testing {

using simulator::FaultKind;

namespace {

Ended ctl(const ServiceBench& bench, std::vector<std::string> arguments) {
  return run(bench.desk.ctl(std::move(arguments)));
}

std::string socket_of(const ServiceBench& bench) {
  return bench.desk.path("control.sock");
}

bool has_socket(const ServiceBench& bench) {
  return eventually([&] { return std::filesystem::exists(socket_of(bench)); });
}

// Somebody who connects and says nothing.
Descriptor connection_to(const std::string& path) {
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  REQUIRE(::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  return socket;
}

}  // namespace

TEST_CASE("status tells by its exit code how the service stands") {
  ServiceBench bench;
  CHECK(ctl(bench, {"status"}).exit_code == 3);
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  CHECK(ctl(bench, {"status"}).exit_code == 0);

  bench.replace("campaigns.yaml", "version: 1\ncampaigns: {a: {nmae: x}}\n");
  REQUIRE(service.says("campaigns.yaml:2:"));
  CHECK(eventually([&] { return ctl(bench, {"status"}).exit_code == 1; }));  // the log comes before the snapshot
  const Ended broken = ctl(bench, {"status"});
  CHECK(broken.output.find("campaigns.yaml:2:17: error: ") != std::string::npos);

  bench.replace("campaigns.yaml", "version: 1\ncampaigns: {flash: {name: Flash sale, template: eid_greeting/ar}}\n");
  CHECK(eventually([&] { return ctl(bench, {"status"}).exit_code == 2; }));
  CHECK(ctl(bench, {"status"}).output.find("locked: lockWindow") != std::string::npos);
}

TEST_CASE("without a service each command says so, why it is believed, and how it is started") {
  const ServiceBench bench;
  for (const std::vector<std::string>& command : {std::vector<std::string>{"status"},
                                                  {"status", "--watch"},
                                                  {"reconcile"},
                                                  {"pause", "--reason", "x"},
                                                  {"resume"},
                                                  {"approve", "9f3c51aa"},
                                                  {"rearm", "eid"}}) {
    CAPTURE(command.front());
    const Ended ended = ctl(bench, command);
    CHECK(ended.exit_code == 3);
    CHECK(ended.errors.find("campaignd is not running: there is no socket") != std::string::npos);
    CHECK(ended.errors.find("systemctl start campaignd") != std::string::npos);
  }
}

TEST_CASE("a service that was killed is told from one that hangs") {
  ServiceBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  service.signal(SIGKILL);
  REQUIRE(service.wait());

  const Ended ended = ctl(bench, {"status"});
  CHECK(ended.exit_code == 3);
  CHECK(ended.errors.find("nobody answers") != std::string::npos);

  ChildProcess again(bench.campaignd());
  CHECK(again.says("in agreement"));
  CHECK(ctl(bench, {"status"}).exit_code == 0);
}

TEST_CASE("who may not speak to the socket is told which group may, and that is no exit code of a dead service") {
  if (::geteuid() != 0) return;
  ServiceBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  for (const char* open : {"", "campaignd.yaml"}) {
    std::filesystem::permissions(bench.desk.path(open), std::filesystem::perms(0755));
  }
  const Program ctl_program = bench.desk.ctl({"status"});
  Program stranger{.path = "/usr/bin/setpriv",
                   .arguments = {"--reuid=12345", "--regid=12345", "--clear-groups", ctl_program.path}};
  for (const auto& each : ctl_program.arguments) stranger.arguments.push_back(each);

  const Ended ended = run(stranger);
  CHECK(ended.exit_code == 1);
  CHECK(ended.errors.find("you may not speak to campaignd") != std::string::npos);
}

TEST_CASE("reconcile waits for the turn and tells what came of it") {
  ServiceBench bench;
  bench.settings({.reconcile = "interval: 24h"});
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));

  const Ended well = ctl(bench, {"reconcile"});
  CHECK(well.exit_code == 0);
  CHECK(well.output.starts_with("In agreement: "));
  CHECK(bench.reconciles(2));

  bench.desk.server.simulator().inject({.kind = FaultKind::kStatus, .times = 0, .status = 401});
  CHECK(ctl(bench, {"reconcile"}).exit_code == 1);
}

TEST_CASE("a freeze does not wait for a turn that hangs, and who waited for the turn is answered by the next one") {
  ServiceBench bench;
  bench.settings({.api = "timeout: 1h", .reconcile = "interval: 24h"});
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  bench.desk.server.simulator().inject({.kind = FaultKind::kSilent, .times = 2});
  const std::size_t before = bench.requests();
  ChildProcess waiting(bench.desk.ctl({"reconcile"}));
  REQUIRE(eventually([&] { return bench.requests() > before; }));

  const Ended frozen = run({.path = "/usr/bin/curl",
                            .arguments = {"-s", "--max-time", "15", "--unix-socket", socket_of(bench),
                                          "http://campaignd/v1/freeze", "-d", R"({"reason": "wrong price"})"}});

  CHECK(frozen.exit_code == 0);
  CHECK(frozen.output.find("\"stopped\"") != std::string::npos);
  CHECK(waiting.wait());
}

TEST_CASE("SIGTERM ends the service while clients hang at its socket, and takes the socket away") {
  ServiceBench bench;
  bench.settings({.api = "timeout: 1h", .reconcile = "interval: 24h"});
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  std::list<Descriptor> silent;
  for (int i = 0; i < 100; ++i) silent.push_back(connection_to(socket_of(bench)));
  bench.desk.server.simulator().inject({.kind = FaultKind::kSilent, .times = 0});
  const std::size_t before = bench.requests();
  ChildProcess waiting(bench.desk.ctl({"reconcile"}));
  REQUIRE(eventually([&] { return bench.requests() > before; }));

  service.signal(SIGTERM);

  const auto ended = service.wait();
  REQUIRE(ended);
  CHECK(ended->exit_code == 0);
  CHECK_FALSE(std::filesystem::exists(socket_of(bench)));
  const auto told = waiting.wait();
  REQUIRE(told);
  CHECK(told->exit_code == 1);
  CHECK(told->errors.find("stopping") != std::string::npos);
}

TEST_CASE("a socket that cannot be made is a trouble, without which the service goes on; once it can, that is over") {
  ServiceBench bench;
  bench.settings({.reconcile = "interval: 24h"});
  bench.desk.write("control.sock", "precious");
  ChildProcess service(bench.campaignd());
  CHECK(service.says("there is no control socket"));
  REQUIRE(service.says("in agreement"));

  std::filesystem::remove(socket_of(bench));
  service.signal(SIGUSR1);
  CHECK(service.says("campaignctl reaches the service again"));
  CHECK(ctl(bench, {"status"}).exit_code == 0);

  std::filesystem::remove(socket_of(bench));
  service.signal(SIGUSR1);
  CHECK(has_socket(bench));
  CHECK(eventually([&] { return ctl(bench, {"status"}).exit_code == 0; }));
}

TEST_CASE("status --watch shows each change as a block in a pipe, and ends well by Ctrl-C") {
  ServiceBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  ChildProcess watching(bench.desk.ctl({"status", "--watch"}));
  REQUIRE(watching.says("campaignd is running."));

  bench.replace("campaigns.yaml", "version: 1\ncampaigns: {a: {nmae: x}}\n");
  CHECK(watching.says("campaigns.yaml:2:17: error: "));
  watching.signal(SIGINT);

  const auto ended = watching.wait();
  REQUIRE(ended);
  CHECK(ended->exit_code == 0);
  CHECK(ended->output.find('\033') == std::string::npos);
}

TEST_CASE("who cannot read the key plans and looks through the running service, and is told so") {
  ServiceBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  const Ended own = ctl(bench, {"plan", "--output", "json"});
  const Ended own_resources = ctl(bench, {"resources", "--output", "json"});
  std::filesystem::remove(bench.desk.path("key"));

  const Ended plan = ctl(bench, {"plan", "--output", "json"});
  const Ended resources = ctl(bench, {"resources", "--output", "json"});

  CHECK(plan.exit_code == 0);
  CHECK(bench.desk.normalised(plan.output) == bench.desk.normalised(own.output));
  CHECK(resources.output == own_resources.output);
  CHECK(plan.errors.find("note: the key cannot be read from here") != std::string::npos);
  CHECK(bench.patches() == 0);
}

TEST_CASE("a campaign that is in no list any more is asked for through the service too") {
  ServiceBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  std::filesystem::remove(bench.desk.path("key"));
  bench.desk.write("edit.yaml",
                   "version: 1\ncampaigns:\n"
                   "  survey: {id: 6a10c0ffee0000000000006b, template: survey/ar}\n"
                   "  lost: {id: 6a10c0ffee00000000000999, template: survey/ar}\n");

  const Ended plan = ctl(bench, {"plan", bench.desk.path("edit.yaml"), "--output", "json"});

  CHECK(plan.output.find(R"("status": "running")") != std::string::npos);
  CHECK(plan.output.find(R"("action": "missing")") != std::string::npos);
}

TEST_CASE("with neither key nor service the key's error stands, and what the service could have done") {
  const ServiceBench bench;
  std::filesystem::remove(bench.desk.path("key"));

  const Ended plan = ctl(bench, {"plan"});

  CHECK(plan.exit_code == 1);
  CHECK(plan.errors.find(bench.desk.path("key")) != std::string::npos);
  CHECK(plan.errors.find("The running campaignd could ask instead, but campaignd is not running") != std::string::npos);
}

}  // namespace campaignd::testing
