#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>

#include "process/sanitized.h"
#include "process/service_bench.h"

namespace campaignd::testing {

using simulator::FaultKind;

namespace {

// As a disk that has room for so much in a file.
void give_room(const ChildProcess& service, rlim_t bytes) {
  const rlimit limit{bytes, RLIM_INFINITY};
  REQUIRE(::prlimit(service.pid(), RLIMIT_FSIZE, &limit, nullptr) == 0);
}

std::string disarm_and_change() {
  return "version: 1\ncampaigns:\n"
         "  sale: {name: Clearance sale, scheduledFor: null}\n"
         "  resting: {name: Resting, template: thank_you/ar}\n";
}

}  // namespace

TEST_CASE("a state directory that is not there is an error that says what to do") {
  ServiceBench bench;
  std::filesystem::remove(bench.desk.path("state"));

  const Ended ended = run(bench.campaignd());

  CHECK(ended.exit_code == 1);
  CHECK(ended.errors.find(bench.desk.path("state")) != std::string::npos);
  CHECK(ended.errors.find("make the directory") != std::string::npos);
  CHECK(bench.requests() == 0);
}

TEST_CASE("$STATE_DIRECTORY counts where the settings name none") {
  ServiceBench bench;
  std::ifstream written(bench.desk.path("campaignd.yaml"));
  std::string settings;
  for (std::string line; std::getline(written, line);) {
    if (!line.starts_with("stateDirectory")) settings += line + "\n";
  }
  bench.replace("campaignd.yaml", settings);
  std::filesystem::create_directory(bench.desk.path("mine"));

  const Ended ended = run(bench.campaignd({"--once"}, {{"STATE_DIRECTORY", bench.desk.path("mine") + ":/elsewhere"}}));

  CHECK(ended.exit_code == 0);
  CHECK(std::filesystem::exists(bench.desk.path("mine/campaignd.db")));
}

TEST_CASE("what the service keeps can be read by its group and nobody else, whatever the umask was") {
  ServiceBench bench;
  ChildProcess service(bench.in_shell("umask 0; exec $CAMPAIGND"));
  REQUIRE(service.says("in agreement"));

  for (const auto& file : std::filesystem::directory_iterator(bench.desk.path("state"))) {
    CAPTURE(file.path());
    CHECK((file.status().permissions() & std::filesystem::perms(0037)) == std::filesystem::perms::none);
  }
}

TEST_CASE("on a full disk the service says so, what the file calls off is called off, and nothing else is written" *
          doctest::skip(kHasThreadSanitizer)) {
  ServiceBench bench;
  bench.replace("campaigns.yaml", disarm_and_change());

  ChildProcess service(bench.in_shell("ulimit -f 0; exec $CAMPAIGND"));

  REQUIRE(eventually([&] { return bench.patches() > 0; }));
  CHECK(service.says("the journal cannot be written, so only disarms that the file asks for are"));
  CHECK(bench.desk.server.simulator().campaign("6a10c0ffee00000000000064")->status == "draft");
  service.signal(SIGUSR1);
  CHECK(bench.reconciles(2));
  CHECK(bench.patches() == 1);
  service.signal(SIGTERM);
  const auto ended = service.wait();
  REQUIRE(ended);
  CHECK(ended->exit_code == 0);
}

TEST_CASE("a disk that becomes full holds back what is to be changed, and room on it lets it through") {
  ServiceBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));

  give_room(service, 0);
  bench.file_moves_eid_to("19:00");
  REQUIRE(service.says("the journal cannot be written"));
  CHECK(bench.patches() == 0);

  give_room(service, RLIM_INFINITY);
  service.signal(SIGUSR1);
  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(service.says("no longer: the journal cannot be written"));
}

TEST_CASE("closed standard streams take nothing away, and no file of ours gets their numbers") {
  ServiceBench bench;
  bench.file_moves_eid_to("19:00");

  ChildProcess service(bench.in_shell("exec $CAMPAIGND <&- >&- 2>&-"));
  CHECK(bench.eid_goes_out_at("19:00"));

  if (::geteuid() != 0) return;  // nobody else may look
  for (const char* stream : {"0", "1", "2"}) {
    CAPTURE(stream);
    const auto descriptor = std::filesystem::path("/proc") / std::to_string(service.pid()) / "fd" / stream;
    CHECK(std::filesystem::read_symlink(descriptor) == "/dev/null");
  }
}

TEST_CASE("a reader of the log that went away ends nothing") {
  for (const bool is_full : {true, false}) {
    CAPTURE(is_full);
    ServiceBench bench;
    const std::string pipe = bench.desk.path("pipe");
    ChildProcess service(bench.in_shell(is_full
                                            ? "exec $CAMPAIGND 2>/dev/full"
                                            : "mkfifo " + pipe + "; true <" + pipe + " & exec $CAMPAIGND 2>" + pipe));

    bench.file_moves_eid_to("19:00");
    CHECK(bench.eid_goes_out_at("19:00"));
    bench.file_moves_eid_to("20:00");
    CHECK(bench.eid_goes_out_at("20:00"));
  }
}

TEST_CASE("a port that refuses is told once, is tried again at every reconcile, and its return is told once") {
  ServiceBench bench;
  auto elsewhere = std::make_unique<simulator::SimulatorServer>();
  const int port = elsewhere->port();
  bench.settings(
      {.api = "timeout: 1s, retries: 0", .reconcile = "interval: 20ms, jitter: 0%", .base_url = elsewhere->base_url()});
  elsewhere.reset();
  ChildProcess service(bench.campaignd());
  REQUIRE(eventually([&] { return count(service.errors(), " debug reconciled, with errors") > 5; }));

  elsewhere = std::make_unique<simulator::SimulatorServer>(simulator::ServerOptions{.port = port});
  elsewhere->simulator().load(bench.desk.project());

  CHECK(service.says("no longer: drafts, scheduled campaigns"));
  CHECK(count(service.errors(), " error drafts, scheduled campaigns") == 1);
}

TEST_CASE("an outage of many reconciles is told when it begins and when it ends, and in between is silence") {
  ServiceBench bench;
  bench.settings({.api = "timeout: 1s, retries: 0", .reconcile = "interval: 20ms, jitter: 0%"});
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));

  const std::size_t before = bench.requests();
  bench.desk.server.simulator().inject({.kind = FaultKind::kStatus, .times = 0, .status = 503});
  REQUIRE(eventually([&] { return bench.requests() > before + 40; }));
  bench.desk.server.simulator().clear_faults();
  REQUIRE(service.says("no longer: "));

  const std::string said = service.errors();
  CHECK(count(said, " error ") <= 3);  // it may begin, or end, between two lists
  CHECK(count(said, "no longer: ") == 1);
}

}  // namespace campaignd::testing
