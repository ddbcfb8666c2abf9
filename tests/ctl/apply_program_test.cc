#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>

#include "adapters/files/state_lock.h"
#include "process/workbench.h"

namespace campaignd::testing {

namespace {

// campaignctl on a terminal of its own; what is typed there comes from a pipe.
class Typing {
 public:
  Typing(const Workbench& workbench, const std::string& arguments)
      : keys_(workbench.path("keys")),
        made_(::mkfifo(keys_.c_str(), 0600)),
        child_({.path = "/bin/sh",
                .arguments = {"-c", "exec script -qec '" + workbench.ctl({}).path + " --config " +
                                        workbench.path("campaignd.yaml") + " " + arguments + "' /dev/null <" + keys_},
                .environment = {{"PATH", "/usr/bin:/bin"}, {"TERM", "dumb"}}}),
        pipe_(keys_) {
    REQUIRE(made_ == 0);
  }

  void type(const std::string& text) { pipe_ << text << std::flush; }
  ChildProcess& child() { return child_; }

 private:
  std::string keys_;
  int made_;
  ChildProcess child_;
  std::ofstream pipe_;
};

std::size_t patches(Workbench& workbench) {
  return workbench.server.simulator().requests({.method = "PATCH"}).size();
}

// The settings with a budget of one change.
void allow_one_change(const Workbench& workbench) {
  workbench.write_settings(workbench.server.base_url(), "policy: {maxChanges: 1}\n");
}

Workbench& with_state(Workbench& workbench) {
  std::filesystem::create_directory(workbench.path("state"));
  return workbench;
}

}  // namespace

TEST_CASE("apply with --yes makes the changes, tells each of them, and leaves what must not be changed") {
  Workbench workbench;
  with_state(workbench);

  const Ended ended = run(workbench.ctl({"apply", "--yes"}));
  const Ended again = run(workbench.ctl({"apply", "--yes"}));

  CHECK(ended.output.find("done  clearance-sale disarm") != std::string::npos);
  CHECK(ended.output.find("done  eid-greeting update") != std::string::npos);
  CHECK(ended.output.find("done  new-branch arm") != std::string::npos);
  CHECK(ended.output.find("3 changes made and verified") != std::string::npos);
  CHECK(ended.exit_code == 1);  // typo and lost are errors
  CHECK(patches(workbench) == 3);
  CHECK(again.output.find("done  ") == std::string::npos);
}

TEST_CASE("apply that comes to agreement ends with 0") {
  Workbench workbench;
  with_state(workbench).write("campaigns.yaml",
                              "version: 1\ncampaigns: {a: {name: Clearance sale, scheduledFor: null}}\n");

  CHECK(run(workbench.ctl({"apply", "--yes"})).exit_code == 0);
  CHECK(run(workbench.ctl({"apply", "--yes", "--output", "json"})).exit_code == 0);
  CHECK(patches(workbench) == 1);
}

TEST_CASE("apply without a terminal, or as JSON, asks for --yes and sends nothing") {
  Workbench workbench;
  with_state(workbench);

  const Ended without_terminal = run(workbench.ctl({"apply"}));
  const Ended as_json = run(workbench.ctl({"apply", "--output", "json"}));

  for (const Ended& ended : {without_terminal, as_json}) {
    CHECK(ended.errors.find("--yes") != std::string::npos);
    CHECK(ended.exit_code == 1);
  }
  CHECK(workbench.server.simulator().requests().empty());
}

TEST_CASE("a held plan is applied by its id alone; without it only what the file takes off the clock is") {
  Workbench workbench;
  with_state(workbench);
  allow_one_change(workbench);

  const Ended wrong = run(workbench.ctl({"apply", "--yes", "--approve", "00000000"}));
  CHECK(wrong.output.find("done  clearance-sale disarm") != std::string::npos);
  CHECK(patches(workbench) == 1);
  const std::string command = "apply --approve ";
  const std::size_t at = wrong.output.find(command);
  REQUIRE(at != std::string::npos);

  const Ended right = run(workbench.ctl({"apply", "--yes", "--approve", wrong.output.substr(at + command.size(), 8)}));

  CHECK(right.output.find("done  eid-greeting update") != std::string::npos);
  CHECK(patches(workbench) == 3);
}

TEST_CASE("a dry run in the settings is applied by nobody, and says how that ends") {
  Workbench workbench;
  with_state(workbench);
  std::string settings = "desiredState: " + workbench.path("campaigns.yaml") +
                         "\nstateDirectory: " + workbench.path("state") +
                         "\nreconcile: {debounce: 1ms, dryRun: true}\napi: {baseUrl: \"" + workbench.server.base_url() +
                         "\", keyFile: " + workbench.path("key") + "}\n";
  workbench.write("campaignd.yaml", settings);

  const Ended ended = run(workbench.ctl({"apply", "--yes"}));

  CHECK(ended.output.find("remove reconcile.dryRun") != std::string::npos);
  CHECK(patches(workbench) == 0);
}

TEST_CASE("apply does not write where somebody holds the state directory and does not answer") {
  Workbench workbench;
  with_state(workbench);
  const auto lock = StateLock::take(workbench.path("state"));
  REQUIRE(lock);

  const Ended ended = run(workbench.ctl({"apply", "--yes"}));

  CHECK(ended.errors.find("process") != std::string::npos);
  CHECK(ended.exit_code == 1);
  CHECK(patches(workbench) == 0);
}

TEST_CASE("apply asks on a terminal: no sends nothing, yes sends what was shown") {
  Workbench workbench;
  with_state(workbench);
  Typing typing(workbench, "apply");
  REQUIRE(typing.child().says("[y/N]"));

  SUBCASE("no") {
    typing.type("n\n");
    CHECK(typing.child().says("Nothing was sent."));
    CHECK(typing.child().wait()->exit_code == 2);
    CHECK(patches(workbench) == 0);
  }
  SUBCASE("yes") {
    typing.type("y\n");
    CHECK(typing.child().wait()->output.find("3 changes made and verified") != std::string::npos);
    CHECK(patches(workbench) == 3);
  }
}

TEST_CASE("a plan that changed between question and answer is shown and asked about again, and not sent") {
  Workbench workbench;
  with_state(workbench).write("campaigns.yaml",
                              "version: 1\ndefaults: {timezone: Asia/Baghdad}\ncampaigns: {a: {name: "
                              "تهنئة عيد الفطر, scheduledFor: " +
                                  workbench.local(5, "20:00") + "}}\n");
  Typing typing(workbench, "apply");
  REQUIRE(typing.child().says("[y/N]"));

  workbench.write("campaigns.yaml",
                  "version: 1\ndefaults: {timezone: Asia/Baghdad}\ncampaigns: {a: {name: "
                  "تهنئة عيد الفطر, scheduledFor: " +
                      workbench.local(6, "21:00") + "}}\n");
  typing.type("y\n");

  CHECK(typing.child().says("The plan has changed meanwhile"));
  CHECK(typing.child().says("21:00 +03:00"));
  CHECK(patches(workbench) == 0);
  typing.type("n\n");
  CHECK(typing.child().says("Nothing was sent."));
  CHECK(typing.child().wait()->exit_code == 2);
  CHECK(patches(workbench) == 0);
}

}  // namespace campaignd::testing
