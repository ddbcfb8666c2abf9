#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

#include "process/clock_steps.h"
#include "process/notify_socket.h"
#include "process/sanitized.h"
#include "process/service_bench.h"

namespace campaignd::testing {

namespace {

std::string everything_said(ServiceBench& bench) {
  ChildProcess service(bench.campaignd());
  const bool is_done = service.says("in agreement");
  REQUIRE(is_done);
  service.signal(SIGTERM);
  return service.wait().value_or(Ended{}).errors;
}

std::string without_durations(const std::string& text) {
  return std::regex_replace(text, std::regex("[0-9]+ ms"), "N ms");
}

// Of all threads together, since they began.
long context_switches(pid_t process) {
  long sum = 0;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task")) {
    std::ifstream status(thread.path() / "status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("voluntary_ctxt_switches:")) sum += std::stol(line.substr(line.find(':') + 1));
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("a life in the text format: a start, a revision, an action, a reconcile, an end, a line each") {
  ServiceBench bench;
  bench.settings({.log = "level: info, format: text"});
  bench.file_moves_eid_to("19:00");

  const std::string said = without_durations(bench.desk.normalised(everything_said(bench)));

  CHECK(said == "INSTANT info campaignd " CAMPAIGND_VERSION
                " keeps http://127.0.0.1:PORT/api as DIRECTORY/campaigns.yaml says\n"
                "INSTANT info campaigns.yaml is in force: 1 campaign (sha256:HASH)\n"
                "INSTANT info eid update: scheduledFor TIME -> TIME; verified (HTTP 200, N ms)\n"
                "INSTANT info in agreement, 1 unchanged (N ms)\n"
                "INSTANT info stopping; calls in flight are finished or given up within api.timeout\n");
}

TEST_CASE("a life in JSON: an object a line, with what the action was about in fields of its own") {
  ServiceBench bench;
  bench.settings({.log = "level: debug, format: json"});
  bench.file_moves_eid_to("19:00");

  std::istringstream lines(everything_said(bench));
  std::vector<nlohmann::json> events;
  for (std::string line; std::getline(lines, line);) events.push_back(nlohmann::json::parse(line));

  const auto applied =
      std::find_if(events.begin(), events.end(), [](const auto& one) { return one["event"] == "applied"; });
  REQUIRE(applied != events.end());
  CHECK((*applied)["handle"] == "eid");
  CHECK((*applied)["id"] == ServiceBench::kEid);
  CHECK((*applied)["action"] == "update");
  CHECK((*applied)["status"] == 200);
  CHECK((*applied)["fields"][0]["field"] == "scheduledFor");
  CHECK((*applied)["reconcile"] == 1);
  CHECK(events.front()["event"] == "started");
  CHECK(events.back()["event"] == "stopping");
}

TEST_CASE("a service in agreement is quiet: at level info only its first reconcile is told, at debug each is a line") {
  for (const char* level : {"info", "debug"}) {
    ServiceBench bench;
    bench.settings({.reconcile = "interval: 20ms, jitter: 0%", .log = std::string("level: ") + level});
    ChildProcess service(bench.campaignd());
    REQUIRE(bench.reconciles(10));
    service.signal(SIGTERM);
    REQUIRE(service.wait());

    const std::string said = service.errors();
    CHECK(count(said, " info ") == 4);  // started, in force, in agreement, stopping
    CHECK(count(said, "\n") == count(said, " info ") + count(said, " debug "));
    CHECK(count(said, " debug ") + 1 == count(said, "in agreement"));
    if (level == std::string("debug")) CHECK(count(said, " debug ") >= 8);
  }
}

TEST_CASE("a refusal that lasts is told once, not at every reconcile, and its end is told") {
  ServiceBench bench;
  bench.settings({.reconcile = "interval: 20ms, jitter: 0%"});
  bench.replace("campaigns.yaml", "version: 1\ncampaigns:\n  a: {name: Flash sale, template: eid_greeting/ar}\n");
  ChildProcess service(bench.campaignd());
  REQUIRE(bench.reconciles(10));
  CHECK(count(service.errors(), " warning ") == 1);

  bench.replace("campaigns.yaml", "version: 1\ncampaigns:\n  a: {name: Flash sale, template: thank_you/ar}\n");

  CHECK(service.says("no longer: "));
  CHECK(count(service.errors(), " warning ") == 1);
}

TEST_CASE("the journal's format is chosen where standard error is the journal's socket, and only there") {
  ServiceBench bench;
  bench.settings({.log = "level: info"});
  // Standard error of the child is this file here, whose numbers JOURNAL_STREAM names.
  bench.desk.write("log", "");
  struct stat status {};
  REQUIRE(::stat(bench.desk.path("log").c_str(), &status) == 0);
  const std::string stream = std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
  const auto logged = [&](const std::string& named) {
    bench.desk.write("log", "");
    Program program = bench.in_shell("exec $CAMPAIGND --once 2>>" + bench.desk.path("log"));
    program.environment["JOURNAL_STREAM"] = named;
    CHECK(run(program).exit_code == 0);
    std::ostringstream text;
    text << std::ifstream(bench.desk.path("log")).rdbuf();
    return text.str();
  };

  // It goes to the journal; where there is none it comes back to standard error, bare, since a journal adds the time.
  const std::string for_the_journal = logged(stream);
  CHECK(for_the_journal.find("Z info ") == std::string::npos);
  CHECK((for_the_journal.empty() || for_the_journal.starts_with("info ")));
  CHECK(logged(stream + "0").find("Z info ") != std::string::npos);
}

TEST_CASE("between two reconciles an idle service does nothing at all" * doctest::skip(kHasThreadSanitizer)) {
  ServiceBench bench;
  const NotifySocket socket(bench.desk.path("notify"));
  ChildProcess service(bench.campaignd({}, {{"NOTIFY_SOCKET", socket.path()}}));
  REQUIRE(socket.hears("next send"));  // the turn is over, with all that it stores

  // The watch on the path's directories hears of what others do in them, so that not every second is a quiet one.
  ClockSteps steps;
  bool was_set_throughout = true;
  const auto is_quiet_for_a_second = [&] {
    static_cast<void>(steps.any());
    const long before = context_switches(service.pid());
    std::this_thread::sleep_for(std::chrono::seconds(1));
    was_set_throughout = was_set_throughout && steps.any();
    return context_switches(service.pid()) == before;
  };
  const bool was_quiet = eventually(is_quiet_for_a_second);
  if (was_set_throughout) {
    MESSAGE("not tested: this machine's clock is set every second");
  } else {
    CHECK(was_quiet);
  }
}

}  // namespace campaignd::testing
