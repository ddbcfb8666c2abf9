// `campaignctl freeze` with real programs: the service running, hanging, dead; the file broken; the disk full; the API
// unwilling; a campaign starting under its hands.
#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "process/closed_port.h"
#include "process/locked_database.h"
#include "process/sanitized.h"
#include "process/service_bench.h"

namespace campaignd::testing {

using simulator::FaultKind;

namespace {

constexpr std::string_view kThanks = "6a10c0ffee00000000000061";
constexpr std::string_view kEid = ServiceBench::kEid;
constexpr std::string_view kSale = "6a10c0ffee00000000000064";    // in no file
constexpr std::string_view kBranch = "6a10c0ffee00000000000063";  // a draft

// Whether the first reconcile of a service stands in its journal.
bool is_at_rest(const std::string& file) {
  sqlite3* database = nullptr;
  bool found = false;
  if (::sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK) {
    const auto take = [](void* into, int, char**, char**) {
      *static_cast<bool*>(into) = true;
      return 0;
    };
    ::sqlite3_busy_timeout(database, 10000);
    ::sqlite3_exec(database, "SELECT 1 FROM campaign LIMIT 1", take, &found, nullptr);
  }
  ::sqlite3_close(database);
  return found;
}

class FreezeBench : public ServiceBench {
 public:
  FreezeBench() {
    settings({.api = "timeout: 1s"});
    file_wants("18:00");
  }

  // `thank-you` where it is, `eid` at that hour; there it is 18:00.
  void file_wants(std::string_view hour) const {
    replace("campaigns.yaml",
            eid_at(hour) + "  thank-you:\n    name: شكراً لكم\n    scheduledFor: " + desk.local(4, "11:00") + "\n");
  }
  void has_agreed_once() const { REQUIRE(run(campaignd({"--once"})).exit_code == 0); }

  [[nodiscard]] Ended freeze(std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"freeze", "--reason", "wrong price"};
    words.insert(words.end(), more.begin(), more.end());
    return run(desk.ctl(words), std::chrono::seconds(60));
  }
  // Not in the middle of storing something: else the journal stays locked as long as it hangs.
  void stop_between_writes(ChildProcess& service) const {
    const std::string file = desk.path("state/campaignd.db");
    REQUIRE(eventually([&] { return is_at_rest(file); }));
    const LockedDatabase nobody_else(file);
    service.signal(SIGSTOP);
  }
  [[nodiscard]] bool is_off(std::string_view id) { return desk.server.simulator().campaign(id)->status == "draft"; }
  // PATCHes that put something on the clock. How many disarms it takes depends on how fast this machine answers.
  [[nodiscard]] std::size_t changes() {
    const auto patches = desk.server.simulator().requests({.method = "PATCH"});
    return static_cast<std::size_t>(std::count_if(patches.begin(), patches.end(), [](const auto& request) {
      return request.body.find("\"schedule\"") != std::string::npos;
    }));
  }
  [[nodiscard]] bool all_off() { return is_off(kThanks) && is_off(kEid); }
};

std::string last_line(const std::string& text) {
  const std::string whole = text.substr(0, text.find_last_not_of('\n') + 1);
  return whole.substr(whole.rfind('\n') + 1);
}

}  // namespace

TEST_CASE("freeze stops the running service and takes the file's campaigns off the clock") {
  FreezeBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));

  const Ended ended = bench.freeze();

  CHECK(ended.exit_code == 0);
  CHECK(ended.output.find("frozen: all 2 campaigns are off the clock") != std::string::npos);
  CHECK(ended.output.find("thank-you") < ended.output.find("eid"));
  CHECK(bench.all_off());
  CHECK_FALSE(bench.is_off(kSale));
  bench.file_wants("19:00");
  REQUIRE(service.says("frozen by uid"));
  REQUIRE(bench.reconciles(4));
  CHECK(bench.changes() == 0);
}

TEST_CASE("beside a running service freeze says at once what it has done, and that it looks again, and when") {
  FreezeBench bench;
  bench.settings({.api = "timeout: 30s"});
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  std::string_view first_look = "all 2 that were found are off the clock; it looks again at ";
  SUBCASE("after a stop") {}
  SUBCASE("with nothing to stop") {
    for (const std::string_view id : {kThanks, kEid}) {
      bench.desk.server.simulator().edit(id, {{"status", "draft"}, {"scheduledFor", nullptr}});
    }
    first_look = "nothing that is to be stopped was found on the clock; it looks again at ";
  }
  ChildProcess freezing(bench.desk.ctl({"freeze", "--reason", "wrong price"}));

  CHECK(freezing.says(first_look, std::chrono::seconds(10)));
  CHECK(freezing.says("Ctrl-C loses only that second look"));
  freezing.signal(SIGINT);
  const auto ended = freezing.wait();
  REQUIRE(ended);
  CHECK(count(ended->errors, "it looks again at ") == 1);
}

TEST_CASE("beside a running service freeze answers at once where a second look could show nothing else") {
  FreezeBench bench;
  bench.settings({.api = "timeout: 60s"});
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  std::string name;
  std::string answer;
  SUBCASE("a mistyped handle") {
    name = "eif";
    answer = "did you mean eid?";
  }
  SUBCASE("an id that nobody has") {
    name = "6a10c0ffee000000000000ff";
    answer = "the service has no campaign of this id";
  }
  SUBCASE("a campaign that is being sent") {
    name = kEid;
    bench.desk.server.simulator().edit(kEid, {{"status", "running"}});
    answer = "what has started cannot be called back";
  }

  const Ended ended = run(bench.desk.ctl({"freeze", "--reason", "wrong price", name}), std::chrono::seconds(30));

  CHECK(ended.exit_code == 1);
  CHECK(ended.output.find(answer) != std::string::npos);
  CHECK(ended.errors.find("it looks again") == std::string::npos);
}

TEST_CASE("a service that was stopped by SIGSTOP with a change to make writes nothing when it goes on") {
  FreezeBench bench;
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  bench.stop_between_writes(service);
  bench.file_wants("19:00");

  const Ended ended = bench.freeze();
  CHECK(ended.exit_code == 0);
  CHECK(bench.all_off());
  service.signal(SIGCONT);

  CHECK(service.says("frozen by uid"));
  CHECK(bench.changes() == 0);
  CHECK(bench.all_off());
}

TEST_CASE("freeze works without a service, and the next one finds itself frozen and takes nobody for the doer") {
  FreezeBench bench;
  {
    ChildProcess service(bench.campaignd());
    REQUIRE(service.says("in agreement"));
    service.signal(SIGKILL);
    REQUIRE(service.wait());
  }
  CHECK(bench.freeze().exit_code == 0);
  CHECK(bench.all_off());

  ChildProcess again(bench.campaignd());

  CHECK(again.says("frozen by uid"));
  CHECK(again.says("reconciled as far as it may be"));
  CHECK(again.errors().find("disarmed-elsewhere") == std::string::npos);
  CHECK(bench.changes() == 0);
}

TEST_CASE("freeze goes by the last good revision where the file is broken, and by memory where there is no file") {
  FreezeBench bench;
  bench.has_agreed_once();
  SUBCASE("broken") {
    bench.replace("campaigns.yaml", "version: 1\ncampaigns:\n  eid: {nam: x}\n");
  }
  SUBCASE("gone") {
    std::filesystem::remove(bench.desk.path("campaigns.yaml"));
  }

  const Ended ended = bench.freeze();

  CHECK(ended.exit_code == 0);
  CHECK(ended.errors.find("the last good revision of it counts") != std::string::npos);
  CHECK(bench.all_off());
  CHECK_FALSE(bench.is_off(kSale));
}

TEST_CASE("freeze works where nothing can be stored, and says so" * doctest::skip(kHasThreadSanitizer)) {
  FreezeBench bench;
  bench.has_agreed_once();
  Ended ended;
  SUBCASE("the disk is full") {
    Program program = bench.desk.ctl({"freeze", "--reason", "wrong price"});
    program.arguments.insert(program.arguments.begin(), {"-c", "ulimit -f 0; exec \"$0\" \"$@\"", program.path});
    program.path = "/bin/sh";
    ended = run(program, std::chrono::seconds(60));
  }
  SUBCASE("somebody holds the journal") {
    const LockedDatabase locked(bench.desk.path("state/campaignd.db"));
    ended = bench.freeze();
  }
  CHECK(bench.all_off());
  CHECK(ended.exit_code == 1);
  CHECK(ended.errors.find("the pause could not be stored, and the stop goes on without it") != std::string::npos);
  CHECK(last_line(ended.output).find("all 2 campaigns are off the clock; ") != std::string::npos);
  CHECK(last_line(ended.output).find("; but the stop could not be stored, and") != std::string::npos);
}

TEST_CASE("a stop that could not be stored is no success where nothing was on the clock either") {
  FreezeBench bench;
  bench.has_agreed_once();
  REQUIRE(bench.freeze({"--all"}).exit_code == 0);
  const LockedDatabase locked(bench.desk.path("state/campaignd.db"));

  const Ended ended = bench.freeze({"--all"});

  CHECK(ended.exit_code == 1);
  CHECK(last_line(ended.output).find("nothing was on the clock; but the stop could not be stored") !=
        std::string::npos);
}

TEST_CASE("freeze with neither a file nor a remembered revision did not know what to stop, unless it is all") {
  FreezeBench bench;
  std::filesystem::remove(bench.desk.path("campaigns.yaml"));

  const Ended ended = bench.freeze();

  CHECK(ended.exit_code == 1);
  CHECK(ended.output.find("campaigns are still on the clock, and which are meant nobody knows") != std::string::npos);
  CHECK(ended.output.find("freeze --all --reason WHY` stops those too") != std::string::npos);
  CHECK(bench.freeze({"--all"}).exit_code == 0);
  CHECK(bench.all_off());
  CHECK(bench.freeze().exit_code == 0);  // nothing is left to know of
}

TEST_CASE("a handle where the reason should be stops nothing: is that the campaign?") {
  FreezeBench bench;
  bench.has_agreed_once();
  const auto freeze_because = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"freeze", "--reason"});
    return run(bench.desk.ctl(std::move(words)), std::chrono::seconds(60));
  };
  SUBCASE("of the file") {}
  SUBCASE("of memory") {
    std::filesystem::remove(bench.desk.path("campaigns.yaml"));
  }
  SUBCASE("without the key") {
    std::filesystem::remove(bench.desk.path("key"));
  }

  const Ended ended = freeze_because({"eid"});

  CHECK(ended.exit_code == 1);
  CHECK(ended.errors.find("nothing was stopped: --reason is eid") != std::string::npos);
  CHECK(ended.errors.find("freeze --reason TEXT eid\n") != std::string::npos);
  CHECK(bench.patches() == 0);
  CHECK_FALSE(bench.is_off(kEid));
}

TEST_CASE("a handle is a good reason where it is said what is to be stopped") {
  FreezeBench bench;
  bench.has_agreed_once();
  CHECK(run(bench.desk.ctl({"freeze", "--reason", "eid", "thank-you"})).exit_code == 0);
  CHECK(run(bench.desk.ctl({"freeze", "--reason", "eid", "--all"})).exit_code == 0);
  CHECK(bench.is_off(kEid));
}

TEST_CASE("freeze without network says at once what it waits for, and Ctrl-C ends it with what is true") {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    CAPTURE(signal);
    FreezeBench bench;
    bench.has_agreed_once();
    const ClosedPort nobody;
    bench.settings({.api = "timeout: 1s", .base_url = nobody.base_url()});
    ChildProcess freezing(bench.desk.ctl({"freeze", "--reason", "wrong price"}));

    CHECK(freezing.says("2 of 2 may still be on the clock, and more may be; waiting for the OTPIQ API (",
                        std::chrono::seconds(5)));
    CHECK(freezing.says("Ctrl-C ends it", std::chrono::seconds(1)));
    freezing.signal(signal);

    const auto ended = freezing.wait();
    REQUIRE(ended);
    CHECK(ended->exit_code == 1);
    CHECK(last_line(ended->output).find("it was interrupted") != std::string::npos);
    CHECK((ended->output + ended->errors).find("service is being stopped") == std::string::npos);
    CHECK(ended->errors.find("note: campaignd goes on with it when it is started") != std::string::npos);
  }
}

TEST_CASE("freeze under nohup goes on when its terminal is gone") {
  FreezeBench bench;
  bench.has_agreed_once();
  bench.desk.server.simulator().inject({.kind = FaultKind::kStatus, .times = 0, .status = 503});
  Program under_nohup = bench.desk.ctl({"freeze", "--reason", "wrong price"});
  under_nohup.arguments.insert(under_nohup.arguments.begin(), under_nohup.path);
  under_nohup.path = "/usr/bin/nohup";
  ChildProcess freezing(under_nohup);
  REQUIRE(freezing.says("waiting for the OTPIQ API ("));
  freezing.signal(SIGHUP);
  bench.desk.server.simulator().clear_faults();

  const auto ended = freezing.wait();
  REQUIRE(ended);
  CHECK(ended->exit_code == 0);
  CHECK(bench.all_off());
}

TEST_CASE("freeze says again every ten seconds what it waits for, where no answer comes at all") {
  FreezeBench bench;
  bench.has_agreed_once();
  bench.settings({.api = "timeout: 60s"});
  bench.desk.server.simulator().inject({.kind = FaultKind::kSilent, .times = 0});
  ChildProcess freezing(bench.desk.ctl({"freeze", "--reason", "wrong price"}));

  const std::string line = "waiting for the OTPIQ API; Ctrl-C ends it";
  CHECK(eventually([&] { return count(freezing.errors(), line) == 1; }));
  CHECK(eventually([&] { return count(freezing.errors(), line) == 2; }));
  freezing.signal(SIGINT);
  REQUIRE(freezing.wait());
}

TEST_CASE("freeze tries each disarm again while the API is unwilling") {
  FreezeBench bench;
  bench.has_agreed_once();
  SUBCASE("503") {
    bench.desk.server.simulator().inject({.kind = FaultKind::kStatus, .method = "PATCH", .times = 5, .status = 503});
  }
  SUBCASE("429 to everything") {
    bench.desk.server.simulator().inject(
        {.kind = FaultKind::kStatus, .times = 4, .status = 429, .body = {{"message", "slow down"}}, .retry_after = 1});
  }
  SUBCASE("no answer") {
    bench.desk.server.simulator().inject({.kind = FaultKind::kDrop, .method = "PATCH", .times = 3});
  }
  const Ended ended = bench.freeze();
  CAPTURE(ended.output);
  CAPTURE(ended.errors);
  CHECK(ended.exit_code == 0);
  CHECK(bench.all_off());
}

TEST_CASE("a campaign that starts under its hands is told, and the exit code says so") {
  FreezeBench bench;
  bench.has_agreed_once();
  bench.desk.server.simulator().inject(
      {.kind = FaultKind::kStart, .method = "PATCH", .campaign = std::string(kThanks)});

  const Ended ended = bench.freeze();

  CHECK(ended.exit_code == 1);
  CHECK(ended.output.find("1 of 2 is NOT off the clock") != std::string::npos);
  CHECK(ended.output.find("it started before it could be stopped") != std::string::npos);
  CHECK(bench.is_off(kEid));
}

TEST_CASE("freeze takes everything with --all, and one alone by its handle or id") {
  FreezeBench bench;
  bench.has_agreed_once();
  SUBCASE("all") {
    CHECK(bench.freeze({"--all"}).exit_code == 0);
    CHECK(bench.all_off());
    CHECK(bench.is_off(kSale));
  }
  SUBCASE("a handle") {
    CHECK(bench.freeze({"eid"}).exit_code == 0);
    CHECK(bench.is_off(kEid));
    CHECK_FALSE(bench.is_off(kThanks));
    CHECK(run(bench.campaignd({"--once"})).exit_code == 2);  // it stays off
    CHECK(bench.is_off(kEid));
  }
  SUBCASE("an id") {
    const Ended ended = bench.freeze({std::string(kSale), "--output", "json"});
    CHECK(ended.exit_code == 0);
    CHECK(ended.output.find("\"isOff\": true") != std::string::npos);
    CHECK(bench.is_off(kSale));
  }
  SUBCASE("a draft") {
    CHECK(bench.freeze({std::string(kBranch)}).exit_code == 0);
  }
  SUBCASE("nobody's") {
    const Ended ended = bench.freeze({"aid"});
    CHECK(ended.exit_code == 1);
    CHECK(bench.patches() == 0);
  }
}

TEST_CASE("without a key that can be read nothing is stopped from here, and that is an error") {
  FreezeBench bench;
  bench.has_agreed_once();
  std::filesystem::remove(bench.desk.path("key"));
  CHECK(bench.freeze().exit_code == 1);
}

}  // namespace campaignd::testing
