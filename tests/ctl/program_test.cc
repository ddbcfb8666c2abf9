#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "golden.h"
#include "process/closed_port.h"
#include "process/workbench.h"

namespace campaignd::testing {

using simulator::Fault;
using simulator::FaultKind;
using simulator::Garbage;

namespace {

bool is_coloured(const Ended& ended) {
  return (ended.output + ended.errors).find('\033') != std::string::npos;
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

Fault every_call(FaultKind kind) {
  return {.kind = kind, .times = 0};
}

}  // namespace

TEST_CASE("a plan of a project with everything in it, as text and as JSON") {
  const Workbench workbench;

  const Ended text = run(workbench.ctl({"plan"}));
  const Ended json = run(workbench.ctl({"plan", "--output", "json"}));

  matches_golden("ctl-plan.txt", workbench.normalised(text.output));
  matches_golden("ctl-plan.json", workbench.normalised(json.output));
  CHECK(text.errors.empty());
  CHECK(json.errors.empty());
  CHECK(text.exit_code == 1);
  CHECK(json.exit_code == 1);
}

TEST_CASE("templates and numbers, as text and as JSON") {
  const Workbench workbench;

  const Ended text = run(workbench.ctl({"resources"}));
  const Ended json = run(workbench.ctl({"--output", "json", "resources"}));

  matches_golden("ctl-resources.txt", workbench.normalised(text.output));
  matches_golden("ctl-resources.json", workbench.normalised(json.output));
  CHECK(text.exit_code == 0);
  CHECK(json.exit_code == 0);
}

TEST_CASE("a plan tells what its entries come to by its exit code") {
  const Workbench workbench;
  struct Case {
    const char* entry;
    int exit_code;
  };
  for (const Case& each :
       {Case{"a: {name: شكراً لكم, template: thank_you/ar}", 0},
        Case{"a: {name: Resting, template: thank_you/ar, suspend: true}", 0},
        Case{"a: {name: Resting, template: thank_you/ar}", 2},
        Case{"a: {name: Flash sale, template: eid_greeting/ar}", 2},
        Case{"a: {id: 6a10c0ffee0000000000006b, template: thank_you/ar}", 2},
        Case{"a: {name: Lost, template: thank_you/ar}", 1}, Case{"a: {name: Resting, template: thank_yuo/ar}", 1}}) {
    CAPTURE(each.entry);
    workbench.write("campaigns.yaml", std::string("version: 1\ncampaigns:\n  ") + each.entry + "\n");

    CHECK(run(workbench.ctl({"plan"})).exit_code == each.exit_code);
  }
}

TEST_CASE("a plan writes nothing: not to the service, not to the state directory") {
  Workbench workbench;

  (void)run(workbench.ctl({"plan"}));

  CHECK(workbench.server.simulator().requests({.method = "PATCH"}).empty());
  CHECK_FALSE(std::filesystem::exists(workbench.path("state")));
}

TEST_CASE("a plan of another file leaves the settings' own alone, and says so") {
  const Workbench workbench;
  workbench.write("edit.yaml", "version: 1\ncampaigns: {a: {name: Resting, template: thank_you/ar}}\n");

  const Ended ended = run(workbench.ctl({"plan", workbench.path("edit.yaml")}));

  CHECK(ended.output.find("Plan: 1 to update; 7 unmanaged.") != std::string::npos);
  CHECK(ended.output.find("not the service's own file") != std::string::npos);
  CHECK(ended.exit_code == 2);
}

TEST_CASE("a state that cannot be read is warned of, and the plan is made without it") {
  const Workbench workbench;
  workbench.write("campaigns.yaml", agreed_file(workbench));
  std::filesystem::create_directory(workbench.path("state"));
  workbench.write("state/campaignd.db", std::string(5000, 'x'));

  const Ended ended = run(workbench.ctl({"plan"}));

  CHECK(ended.errors.find("warning:") != std::string::npos);
  CHECK(ended.errors.find("as if the service had never run") != std::string::npos);
  CHECK(ended.output.find("Nothing to do") != std::string::npos);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("validate tells what is well, without network and without a key") {
  const Workbench workbench;
  workbench.write_settings(ClosedPort().base_url());
  std::filesystem::remove(workbench.path("key"));

  const Ended ended = run(workbench.ctl({"validate"}));

  CHECK(workbench.normalised(ended.output) ==
        "DIRECTORY/campaignd.yaml: ok\nDIRECTORY/campaigns.yaml: ok, 9 campaigns\n");
  CHECK(ended.errors.empty());
  CHECK(ended.exit_code == 0);
}

TEST_CASE("validate of files needs no settings") {
  const Workbench workbench;
  std::filesystem::remove(workbench.path("campaignd.yaml"));

  const Ended ended = run(workbench.ctl({"validate", workbench.path("campaigns.yaml")}));

  CHECK(workbench.normalised(ended.output) == "DIRECTORY/campaigns.yaml: ok, 9 campaigns\n");
  CHECK(ended.exit_code == 0);
}

TEST_CASE("validate tells every error of every file as compilers do, and as JSON") {
  const Workbench workbench;
  workbench.write("one.yaml",
                  "version: 1\ncampaigns:\n  a:\n    nmae: Resting\n  b: {name: Typo, scheduledFor: soon}\n");
  workbench.write("two.yaml", "");

  const Ended text = run(workbench.ctl({"validate", workbench.path("one.yaml"), workbench.path("two.yaml")}));
  const Ended json = run(workbench.ctl({"validate", "--output=json", workbench.path("one.yaml")}));

  matches_golden("ctl-validate.txt", workbench.normalised(text.errors));
  matches_golden("ctl-validate.json", workbench.normalised(json.output));
  CHECK(text.output.empty());
  CHECK(text.exit_code == 1);
  CHECK(json.exit_code == 1);
}

TEST_CASE("settings that cannot be used are told with what to do next") {
  const Workbench workbench;

  SUBCASE("missing") {
    std::filesystem::remove(workbench.path("campaignd.yaml"));
    for (const char* command : {"validate", "plan", "resources"}) {
      const Ended ended = run(workbench.ctl({command}));
      CHECK(ended.errors.find("--config FILE") != std::string::npos);
      CHECK(ended.exit_code == 1);
    }
  }
  SUBCASE("a key that others can read") {
    std::filesystem::permissions(workbench.path("key"), std::filesystem::perms(0644));
    const Ended ended = run(workbench.ctl({"plan"}));
    CHECK(ended.errors.find("chmod o-rwx") != std::string::npos);
    CHECK(ended.exit_code == 1);
  }
  SUBCASE("no key") {
    std::filesystem::remove(workbench.path("key"));
    const Ended ended = run(workbench.ctl({"plan"}));
    CHECK(ended.errors.find(workbench.path("key")) != std::string::npos);
    CHECK(ended.exit_code == 1);
  }
}

TEST_CASE("a key that the service refuses is one line with where it came from, and is never shown") {
  const Workbench workbench;
  workbench.write("key", "sk_dev_another\n");

  const Ended text = run(workbench.ctl({"plan"}));
  const Ended json = run(workbench.ctl({"plan", "--output", "json"}));

  matches_golden("ctl-wrong-key.txt", workbench.normalised(text.errors));
  matches_golden("ctl-wrong-key.json", workbench.normalised(json.output));
  CHECK(text.output.empty());
  CHECK(text.exit_code == 1);
  CHECK(json.exit_code == 1);
  CHECK((text.errors + json.errors + json.output).find("sk_dev_another") == std::string::npos);
}

TEST_CASE("a service that cannot be asked is one error with what to do next") {
  Workbench workbench;
  const ClosedPort closed;
  auto fault = every_call(FaultKind::kStatus);

  SUBCASE("nobody listens") {
    workbench.write_settings(closed.base_url());
  }
  SUBCASE("403") {
    fault.status = 403;
    workbench.server.simulator().inject(fault);
  }
  SUBCASE("404") {
    fault.status = 404;
    workbench.server.simulator().inject(fault);
  }
  SUBCASE("500") {
    workbench.server.simulator().inject(fault);
  }
  SUBCASE("a proxy's page") {
    fault.kind = FaultKind::kGarbage;
    workbench.server.simulator().inject(fault);
  }

  for (const char* command : {"plan", "resources"}) {
    CAPTURE(command);
    const Ended ended = run(workbench.ctl({command}));
    CAPTURE(ended.errors);
    CHECK(ended.output.empty());
    CHECK(ended.errors.starts_with("campaignctl: error: "));
    CHECK(lines_of(ended.errors) == 2);
    CHECK(ended.exit_code == 1);
  }
}

TEST_CASE("what could not be seen is told, and the rest of the plan is shown") {
  Workbench workbench;
  auto fault = every_call(FaultKind::kStatus);
  fault.path = "status=draft";
  workbench.server.simulator().inject(fault);

  const Ended ended = run(workbench.ctl({"plan"}));

  CHECK(ended.errors.find("not everything could be read") != std::string::npos);
  CHECK(ended.output.find("eid-greeting") != std::string::npos);
  CHECK(ended.exit_code == 1);
}

TEST_CASE("a mistake on the command line is an error, help is not") {
  const Workbench workbench;

  CHECK(run(workbench.ctl({})).exit_code == 1);
  CHECK(run(workbench.ctl({"pln"})).exit_code == 1);
  CHECK(run(workbench.ctl({"plan", "--output", "xml"})).exit_code == 1);
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--help"}, {"plan", "--help"}, {"validate", "-h"}, {"--version"}}) {
    const Ended ended = run(workbench.ctl(arguments));
    CHECK_FALSE(ended.output.empty());
    CHECK(ended.errors.empty());
    CHECK(ended.exit_code == 0);
  }
}

TEST_CASE("colour is for a terminal that wants it") {
  const Workbench workbench;
  Program program = workbench.ctl({"plan"});
  CHECK_FALSE(is_coloured(run(program)));

  program.environment["TERM"] = "xterm";
  CHECK_FALSE(is_coloured(run(program)));

  program.terminal_columns = 80;
  CHECK(is_coloured(run(program)));

  program.environment["NO_COLOR"] = "";
  CHECK(is_coloured(run(program)));

  program.environment["NO_COLOR"] = "1";
  CHECK_FALSE(is_coloured(run(program)));
}

TEST_CASE("output that cannot be written is an error") {
  const Workbench workbench;
  workbench.write("campaigns.yaml", agreed_file(workbench));
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"plan"}, {"resources"}, {"validate"}, {"--help"}, {"--version"}}) {
    CAPTURE(arguments.front());
    Program program = workbench.ctl(arguments);
    program.output_file = "/dev/full";

    const Ended ended = run(program);

    CHECK(ended.errors.find("cannot write to standard output") != std::string::npos);
    CHECK(ended.exit_code == 1);
  }
}

TEST_CASE("Ctrl-C ends it at once, whatever it waits for") {
  Workbench workbench;
  workbench.write_settings(workbench.server.base_url(), "");
  workbench.server.simulator().inject(every_call(FaultKind::kSilent));
  ChildProcess child(workbench.ctl({"plan"}));
  while (workbench.server.simulator().requests().empty() && !child.wait(std::chrono::milliseconds(5))) continue;

  child.signal(SIGINT);
  const auto ended = child.wait(std::chrono::seconds(1));

  REQUIRE(ended);
  CHECK(ended->signal == SIGINT);  // a shell shows 130, and a script that called it ends as well
}

}  // namespace campaignd::testing
