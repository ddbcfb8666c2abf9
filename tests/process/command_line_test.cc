#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>

#include "process/service_bench.h"

namespace campaignd::testing {

namespace {

std::string one_entry(const std::string& entry) {
  return "version: 1\ncampaigns:\n  a: " + entry + "\n";
}

}  // namespace

TEST_CASE("--once tells by its exit code how the project stands afterwards") {
  struct Case {
    const char* entry;
    int exit_code;
  };
  for (const Case& each : {Case{"{name: شكراً لكم, template: thank_you/ar}", 0},
                           Case{"{name: Resting, template: thank_you/ar, suspend: true}", 0},
                           Case{"{name: Resting, template: thank_you/ar}", 0},                 // was changed
                           Case{"{name: Flash sale, template: eid_greeting/ar}", 2},           // locked
                           Case{"{id: 6a10c0ffee0000000000006b, template: thank_you/ar}", 2},  // immutable
                           Case{"{name: Resting, scheduledFor: 2020-01-01T00:00Z}", 2},        // blocked
                           Case{"{name: Lost, template: thank_you/ar}", 1},                    // missing
                           Case{"{name: Resting, template: thank_yuo/ar}", 1},                 // invalid
                           Case{"{nmae: Resting}", 1}}) {  // a file that cannot be used
    CAPTURE(each.entry);
    ServiceBench bench;
    bench.replace("campaigns.yaml", one_entry(each.entry));

    CHECK(run(bench.campaignd({"--once"})).exit_code == each.exit_code);
  }
}

TEST_CASE("--once says at its end how the project stands, and does a whole disarm and change in one go") {
  ServiceBench bench;
  bench.replace("campaigns.yaml", one_entry("{name: Clearance sale, scheduledFor: null, template: survey/ar}"));

  const Ended ended = run(bench.campaignd({"--once"}));

  CHECK(ended.exit_code == 0);
  CHECK(ended.errors.find("1 campaign: 1 unchanged; next send Flash sale (in no file) in ") != std::string::npos);
  CHECK(bench.patches() == 2);
}

TEST_CASE("--dry-run tells what would be changed, writes nothing, and says 2 with --once") {
  ServiceBench bench;
  bench.file_moves_eid_to("19:00");

  const Ended ended = run(bench.campaignd({"--once", "--dry-run"}));

  CHECK(ended.exit_code == 2);
  CHECK(ended.errors.find("eid update: scheduledFor ") != std::string::npos);
  CHECK(ended.errors.find("dry run") != std::string::npos);
  CHECK(bench.patches() == 0);
}

TEST_CASE("--dry-run holds whatever the settings say at a reload, and dryRun in the settings is the same") {
  ServiceBench bench;
  bench.file_moves_eid_to("19:00");
  ChildProcess service(bench.campaignd({"--dry-run"}));
  REQUIRE(service.says("would be changed"));
  service.signal(SIGHUP);
  REQUIRE(service.says("were read again"));
  REQUIRE(bench.reconciles(2));
  service.signal(SIGUSR1);
  REQUIRE(bench.reconciles(3));
  CHECK(bench.patches() == 0);

  bench.settings({.reconcile = "dryRun: true"});
  service.signal(SIGTERM);
  REQUIRE(service.wait());
  ChildProcess again(bench.campaignd());
  REQUIRE(again.says("would be changed"));
  CHECK(bench.patches() == 0);

  bench.settings({.reconcile = "dryRun: false"});
  again.signal(SIGHUP);
  CHECK(bench.eid_goes_out_at("19:00"));
}

TEST_CASE("--check-config says that all is well, and asks nothing of the service") {
  ServiceBench bench;

  const Ended ended = run(bench.campaignd({"--check-config"}));

  CHECK(ended.exit_code == 0);
  CHECK(bench.requests() == 0);
  CHECK(std::filesystem::is_empty(bench.desk.path("state")));
}

TEST_CASE("--check-config tells everything that is wrong at once, with its place") {
  ServiceBench bench;
  std::filesystem::permissions(bench.desk.path("key"), std::filesystem::perms(0644));
  bench.replace("campaigns.yaml", "version: 1\ncampaigns:\n  a: {nmae: x}\n");

  const Ended ended = run(bench.campaignd({"--check-config"}));

  CHECK(ended.exit_code == 78);
  CHECK(ended.errors.find("chmod o-rwx") != std::string::npos);
  CHECK(ended.errors.find("campaigns.yaml:3:7: error: unknown key") != std::string::npos);
}

TEST_CASE("--check-config says 1 where only the desired state is broken, 78 where the settings are") {
  ServiceBench bench;
  bench.replace("campaigns.yaml", "");
  CHECK(run(bench.campaignd({"--check-config"})).exit_code == 1);

  bench.replace("campaignd.yaml", "api: {baseUrl: \"http://example.com/api\", timeout: soon}\nlgo: {}\n");
  const Ended ended = run(bench.campaignd({"--check-config"}));

  CHECK(ended.exit_code == 78);
  for (const char* error : {"would send the key in clear", "`api.timeout` must be a duration", "unknown key `lgo`"}) {
    CHECK_MESSAGE(count(ended.errors, error) == 1, error);
  }
}

TEST_CASE("a service whose settings or key cannot be used ends with 78, and nothing is asked") {
  ServiceBench bench;
  std::filesystem::remove(bench.desk.path("key"));
  const Ended no_key = run(bench.campaignd());
  CHECK(no_key.exit_code == 78);
  CHECK(no_key.errors.find(bench.desk.path("key")) != std::string::npos);

  bench.settings({.key_file = ""});
  const Ended none_named = run(bench.campaignd());
  CHECK(none_named.exit_code == 78);
  CHECK(none_named.errors.find("api.keyFile") != std::string::npos);

  bench.settings({.log = "level: loud"});
  CHECK(run(bench.campaignd()).exit_code == 78);
  std::filesystem::remove(bench.desk.path("campaignd.yaml"));
  const Ended no_settings = run(bench.campaignd({"--once"}));
  CHECK(no_settings.exit_code == 78);
  CHECK(no_settings.errors.find("campaignd.yaml") != std::string::npos);
  CHECK(bench.requests() == 0);
}

TEST_CASE("--version and --help answer on standard output, with 0") {
  const ServiceBench bench;

  const Ended version = run(bench.campaignd({"--version"}));
  const Ended help = run(bench.campaignd({"--help"}));

  CHECK(version.output.starts_with("campaignd "));
  CHECK(version.exit_code == 0);
  CHECK(help.output.find("--check-config") != std::string::npos);
  CHECK(help.exit_code == 0);
}

TEST_CASE("a command line that makes no sense is told on standard error, and ends with 78") {
  const ServiceBench bench;

  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"--onec"}, {"--once", "--check-config"}, {"file"}}) {
    const Ended ended = run(bench.campaignd(arguments));
    CHECK(ended.exit_code == 78);
    CHECK_FALSE(ended.errors.empty());
    CHECK(ended.output.empty());
  }
}

}  // namespace campaignd::testing
