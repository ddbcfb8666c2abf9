#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "process/service_bench.h"

namespace campaignd::testing {

using simulator::FaultKind;

namespace {

constexpr std::string_view kKey = "sk_dev_simulator";
constexpr std::string_view kWrongKey = "sk_dev_somebody_elses";

std::string bytes_of(const std::string& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace

TEST_CASE("a key from the environment works, and its bytes are gone from there") {
  ServiceBench bench;
  bench.settings({.key_file = ""});
  ChildProcess service(bench.campaignd({}, {{"OTPIQ_API_KEY", std::string(kKey)}, {"OTHER", "stays"}}));
  REQUIRE(service.says("in agreement"));

  if (::geteuid() != 0) return;  // nobody else may look
  const std::string environment = bytes_of("/proc/" + std::to_string(service.pid()) + "/environ");
  CHECK(environment.find("OTHER=stays") != std::string::npos);
  CHECK(environment.find(kKey) == std::string::npos);
}

TEST_CASE("a key from a systemd credential counts before the settings' file") {
  ServiceBench bench;
  bench.desk.write("key", kWrongKey);
  std::filesystem::create_directory(bench.desk.path("credentials"));
  bench.desk.write("credentials/otpiq-key", kKey);
  ::chmod(bench.desk.path("credentials/otpiq-key").c_str(), 0440);

  ChildProcess service(bench.campaignd({}, {{"CREDENTIALS_DIRECTORY", bench.desk.path("credentials")}}));

  CHECK(service.says("in agreement"));
}

TEST_CASE("neither a debugger nor a core of the same user sees the key") {
  ServiceBench bench;
  // Root's files show nothing by their owner, but by their group, where it is another one than root's.
  const std::string as_another_group = ::geteuid() == 0 ? "setpriv --regid=65534 --clear-groups " : "";
  ChildProcess service(bench.in_shell("exec " + as_another_group + "$CAMPAIGND"));
  REQUIRE(service.says("in agreement"));
  const std::string process = "/proc/" + std::to_string(service.pid());

  // What the kernel does with a process that is not dumpable: these belong to root, whoever runs it.
  struct stat status {};
  REQUIRE(::stat((process + "/environ").c_str(), &status) == 0);
  CHECK(status.st_uid == 0);
  CHECK(status.st_gid == 0);
  CHECK(bytes_of(process + "/limits").find("Max core file size        0                    0") != std::string::npos);
  if (::geteuid() != 0) CHECK_FALSE(std::ifstream(process + "/mem").is_open());
}

TEST_CASE("the key stands in no line, whatever the level and format, and whatever the service says back") {
  for (const char* format : {"text", "json"}) {
    for (const char* level : {"debug", "info"}) {
      CAPTURE(format);
      CAPTURE(level);
      ServiceBench bench;
      bench.settings(
          {.api = "timeout: 500ms, retries: 0", .log = std::string("level: ") + level + ", format: " + format});
      bench.file_moves_eid_to("19:00");
      const std::string echo = "no: Bearer " + std::string(kKey);
      bench.desk.server.simulator().inject(
          {.kind = FaultKind::kStatus, .method = "PATCH", .status = 400, .body = {{"error", echo}}});
      ChildProcess service(bench.campaignd());
      REQUIRE(service.says("no: Bearer [key]"));
      bench.desk.server.simulator().inject({.kind = FaultKind::kStatus, .status = 401, .body = {{"message", echo}}});
      service.signal(SIGHUP);
      REQUIRE(service.says("does not accept the key"));

      service.signal(SIGTERM);
      const auto ended = service.wait();
      REQUIRE(ended);
      CHECK((ended->errors + ended->output).find(kKey) == std::string::npos);
      for (const auto& file : std::filesystem::directory_iterator(bench.desk.path("state"))) {
        CHECK(bytes_of(file.path()).find(kKey) == std::string::npos);
      }
    }
  }
}

TEST_CASE("a key that somebody put into the desired state by mistake stands in no line either") {
  for (const char* format : {"text", "json"}) {
    ServiceBench bench;
    bench.settings({.log = std::string("level: debug, format: ") + format});
    bench.replace("campaigns.yaml", "version: 1\n" + std::string(kKey) + ": 1\n");
    ChildProcess service(bench.campaignd());

    CHECK(service.says("[key]"));
    CHECK(service.errors().find(kKey) == std::string::npos);
  }
}

TEST_CASE("a wrong key is one error, nothing more is asked, and a reload with a mended key file goes on") {
  ServiceBench bench;
  bench.settings({.reconcile = "interval: 20ms"});
  bench.desk.write("key", kWrongKey);
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("does not accept the key"));
  const std::size_t asked = bench.requests();
  CHECK(asked <= 4);  // what was in flight together

  service.signal(SIGUSR1);
  bench.file_moves_eid_to("19:00");
  REQUIRE(service.says("is in force: 1 campaign"));
  CHECK(eventually([&] { return count(service.errors(), "is in force") == 2; }));
  CHECK(bench.requests() == asked);
  CHECK(count(service.errors(), " error ") == 1);

  bench.desk.write("key", kKey);
  service.signal(SIGHUP);
  CHECK(bench.eid_goes_out_at("19:00"));
  CHECK(service.says("no longer: the service does not accept the key"));
}

TEST_CASE("a key that is mended in its file is noticed without a reload") {
  ServiceBench bench;
  bench.desk.write("key", kWrongKey);
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("does not accept the key"));
  bench.file_moves_eid_to("19:00");

  bench.desk.write("key", kKey);

  CHECK(bench.eid_goes_out_at("19:00"));
}

}  // namespace campaignd::testing
