// What surrounds campaignctl: other users' files, other terminals, readers that leave, a state that stops the service.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/sqlite/sqlite_journal.h"
#include "process/workbench.h"

namespace campaignd::testing {

namespace {

bool tells(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

// The same command by somebody who is not root. The program is copied to where that user can reach it.
Program by_nobody(const Workbench& workbench, Program program) {
  if (::geteuid() != 0) return program;
  const std::string copy = workbench.path("campaignctl");
  std::filesystem::copy_file(program.path, copy, std::filesystem::copy_options::overwrite_existing);
  ::chmod(workbench.path("").c_str(), 0755);
  std::vector<std::string> arguments{"--reuid=65534", "--regid=65534", "--clear-groups", copy};
  arguments.insert(arguments.end(), program.arguments.begin(), program.arguments.end());
  program.path = "/usr/bin/setpriv";
  program.arguments = std::move(arguments);
  return program;
}

void store_pause(const Workbench& workbench, const JournalPlace& place) {
  std::filesystem::create_directories(workbench.path("state"));
  MemoryChanges changes;
  changes.pause = std::optional(Pause{"stocktaking", "sara", WallTime{}, std::nullopt, false, false});
  REQUIRE(SqliteJournal(place).store(changes, {}));
}

}  // namespace

TEST_CASE("who may not read the key, the settings or the file is told to use sudo") {
  const Workbench workbench;
  std::string file;
  SUBCASE("key") {
    file = "key";
  }
  SUBCASE("settings") {
    file = "campaignd.yaml";
  }
  SUBCASE("desired state") {
    ::chmod(workbench.path("key").c_str(), 0640);
    if (::geteuid() == 0) REQUIRE(::chown(workbench.path("key").c_str(), 65534, 65534) == 0);
    file = "campaigns.yaml";
  }
  ::chmod(workbench.path(file).c_str(), 0);

  const Ended ended = run(by_nobody(workbench, workbench.ctl({"plan"})));

  CAPTURE(ended.errors);
  CHECK(tells(ended.errors, workbench.path(file) + ": error: "));
  CHECK(tells(ended.errors, "run the same command with sudo"));
  CHECK(ended.output.empty());
  CHECK(ended.exit_code == 1);
}

TEST_CASE("who may not read the state gets a plan all the same, and is told what it lacks") {
  const Workbench workbench;
  if (::geteuid() == 0) REQUIRE(::chown(workbench.path("key").c_str(), 65534, 65534) == 0);
  workbench.write("campaigns.yaml", agreed_file(workbench));
  std::filesystem::create_directory(workbench.path("state"));
  ::chmod(workbench.path("state").c_str(), 0);

  const Ended ended = run(by_nobody(workbench, workbench.ctl({"plan"})));
  ::chmod(workbench.path("state").c_str(), 0700);

  CHECK(tells(ended.errors, "warning:"));
  CHECK(tells(ended.errors, "sudo"));
  CHECK(tells(ended.output, "Nothing to do"));
  CHECK(ended.exit_code == 0);
}

TEST_CASE("a plan says that the service is paused, and that its state was copied from another machine") {
  const Workbench workbench;
  SUBCASE("paused") {
    store_pause(workbench, JournalPlace{workbench.path("state")});
    const std::string plan = run(workbench.ctl({"plan"})).output;
    CHECK(tells(plan, "campaignd is paused by sara"));
    CHECK(tells(plan, ": stocktaking. Until it is resumed"));
  }
  SUBCASE("copied") {
    workbench.write("machine-id", "0123456789abcdef0123456789abcdef\n");
    store_pause(workbench, JournalPlace{workbench.path("state"), workbench.path("machine-id")});
    CHECK(tells(run(workbench.ctl({"plan"})).output, "copied from another machine"));
  }
}

TEST_CASE("a held plan names the command that lets it through, and waits") {
  const Workbench workbench;
  workbench.write_settings(workbench.server.base_url(), "policy: {maxChanges: 1}\n");

  const Ended ended = run(workbench.ctl({"plan"}));

  CHECK(tells(ended.output, "Held: maxChanges: 2 > 1."));
  CHECK(tells(ended.output, "  campaignctl --config " + workbench.path("campaignd.yaml") + " apply --approve "));
}

TEST_CASE("a file of no campaigns is an error, and never a plan of none") {
  const Workbench workbench;
  workbench.write("campaigns.yaml", "version: 1\ncampaigns: {}\n");

  const Ended ended = run(workbench.ctl({"plan"}));

  CHECK(tells(ended.errors, workbench.path("campaigns.yaml") + ":2:12: error: "));
  CHECK(ended.output.empty());
  CHECK(ended.exit_code == 1);
}

TEST_CASE("a reader that has seen enough is no error worth a line") {
  const Workbench workbench;
  const Program plan = workbench.ctl({"plan"});
  std::string command = plan.path;
  for (const std::string& argument : plan.arguments) command += " '" + argument + "'";
  const Program shell{.path = "/bin/sh", .arguments = {"-c", command + " | head -n 1"}};

  const Ended ended = run(shell);

  CHECK(std::count(ended.output.begin(), ended.output.end(), '\n') == 1);
  CHECK(ended.errors.empty());
}

TEST_CASE("a plan is broken at the terminal's width, and at $COLUMNS where that is set") {
  const Workbench workbench;
  Program program = workbench.ctl({"plan"});
  program.environment = {{"TERM", "xterm"}, {"NO_COLOR", "1"}};
  const std::string summary = "Plan: 3 to update, 1 locked, 1 immutable, 1 missing, 1 invalid, 1 suspended";
  program.terminal_columns = 50;
  CHECK_FALSE(tells(run(program).output, summary));

  program.environment["COLUMNS"] = "200";
  CHECK(tells(run(program).output, summary));

  program.environment["COLUMNS"] = "wide";
  CHECK_FALSE(tells(run(program).output, summary));

  program.terminal_columns = 200;
  CHECK(tells(run(program).output, summary));
}

TEST_CASE("a terminal that says of itself that it is dumb, or nothing, gets no colour") {
  const Workbench workbench;
  Program program = workbench.ctl({"resources"});
  program.terminal_columns = 80;
  CHECK_FALSE(tells(run(program).output, "\033"));

  program.environment["TERM"] = "dumb";
  CHECK_FALSE(tells(run(program).output, "\033"));

  program.environment["TERM"] = "xterm";
  CHECK(tells(run(program).output, "\033"));
}

TEST_CASE("validate takes settings, files and directories, and names files by paths that can be opened") {
  const Workbench workbench;
  std::filesystem::create_directory(workbench.path("campaigns.d"));
  workbench.write("campaigns.d/a.yaml", "version: 1\ncampaigns: {a: {nmae: A}}\n");

  const Ended well =
      run(workbench.ctl({"validate", workbench.path("campaignd.yaml"), workbench.path("campaigns.yaml")}));
  CHECK(workbench.normalised(well.output) ==
        "DIRECTORY/campaignd.yaml: ok, settings\nDIRECTORY/campaigns.yaml: ok, 9 campaigns\n");
  CHECK(well.exit_code == 0);

  const Ended broken = run(workbench.ctl({"validate", workbench.path("campaigns.d")}));
  CHECK(tells(workbench.normalised(broken.errors), "DIRECTORY/campaigns.d/a.yaml:2:"));
  CHECK(broken.exit_code == 1);

  const Ended missing = run(workbench.ctl({"validate", workbench.path("none.yaml")}));
  CHECK(tells(workbench.normalised(missing.errors), "DIRECTORY/none.yaml: error: "));
  CHECK(missing.exit_code == 1);
}

}  // namespace campaignd::testing
