#include <doctest/doctest.h>

#include "golden.h"
#include "process/workbench.h"

namespace campaignd::testing {

using simulator::Fault;
using simulator::FaultKind;
using simulator::Json;

namespace {

Json project_with_names(const Workbench& workbench, const std::vector<std::string>& names) {
  Json project = workbench.project();
  const Json like = project["campaigns"][0];
  for (std::size_t i = 0; i < names.size(); ++i) {
    Json campaign = like;
    campaign["_id"] = "7a10c0ffee00000000" + std::to_string(100000 + i);
    campaign["name"] = names[i];
    if (i % 2 == 0) {
      campaign["status"] = "draft";
      campaign.erase("scheduledFor");
    }
    project["campaigns"].push_back(campaign);
  }
  return project;
}

}  // namespace

TEST_CASE("what import writes of a project with hostile names is valid and plans to nothing") {
  Workbench workbench;
  workbench.server.simulator().load(project_with_names(workbench, {"null",
                                                                   "yes",
                                                                   "~",
                                                                   "123",
                                                                   "1e5",
                                                                   "2026-12-01 18:00",
                                                                   "0x1F",
                                                                   "- item",
                                                                   "? key",
                                                                   "key: value",
                                                                   "a #comment",
                                                                   "'single'",
                                                                   "\"double\" \\ back",
                                                                   "line\nbreak\r\n",
                                                                   "tab\there",
                                                                   "\x1b[31mred",
                                                                   "nul\x01\x7f",
                                                                   "{brace}",
                                                                   "[bracket",
                                                                   "*alias",
                                                                   "&anchor",
                                                                   "!tag",
                                                                   "%directive",
                                                                   "@at",
                                                                   "`tick",
                                                                   "| block",
                                                                   "> folded",
                                                                   "...",
                                                                   "---",
                                                                   "same name",
                                                                   "same name",
                                                                   "next\u0085line",
                                                                   "sep\u2028arator",
                                                                   "turned\u202eback",
                                                                   "mark\u200fed",
                                                                   "zero\u200bwidth",
                                                                   "\u00a0blank\u00a0",
                                                                   "رمضان كريم",
                                                                   "\U0001F600\U0001F600\U0001F600",
                                                                   "ab",
                                                                   std::string(79, 'x') + "é",
                                                                   std::string(81, 'x'),
                                                                   "<<",
                                                                   "x-anchor",
                                                                   "  leading",
                                                                   "trailing  "}));

  const Ended import = run(workbench.ctl({"import"}));
  workbench.write("imported.yaml", import.output);
  const Ended validate = run(workbench.ctl({"validate", workbench.path("imported.yaml")}));
  const Ended plan = run(workbench.ctl({"plan", workbench.path("imported.yaml")}));

  CHECK(import.errors.empty());
  CHECK(import.exit_code == 0);
  CHECK(validate.errors.empty());
  CHECK(validate.exit_code == 0);
  CHECK(plan.output.find("Nothing to do: file and service agree.") != std::string::npos);
  CHECK(plan.output.find("nmanaged") == std::string::npos);
  CHECK(plan.exit_code == 0);
  CHECK(workbench.server.simulator().requests({.method = "PATCH"}).empty());
}

TEST_CASE("import writes the zone of the send hours, else the machine's") {
  Workbench workbench;
  Program program = workbench.ctl({"import"});
  program.environment["TZ"] = "Asia/Tokyo";
  CHECK(run(program).output.find("\n  timezone: Asia/Tokyo\n") != std::string::npos);

  workbench.write_settings(workbench.server.base_url(),
                           "policy: {sendHours: {from: \"09:00\", to: \"21:00\", timezone: Asia/Baghdad}}\n");
  CHECK(run(program).output.find("\n  timezone: Asia/Baghdad\n") != std::string::npos);
}

TEST_CASE("import of a project that cannot be read whole writes nothing and fails") {
  Workbench workbench;
  Fault fault{.kind = FaultKind::kStatus, .times = 0};
  SUBCASE("drafts") {
    fault.path = "status=draft";
  }
  SUBCASE("scheduled") {
    fault.path = "status=scheduled";
  }
  SUBCASE("catalog") {
    fault.path = "resources";
  }
  workbench.server.simulator().inject(fault);

  const Ended ended = run(workbench.ctl({"import"}));

  CHECK(ended.output.empty());
  CHECK(ended.errors.starts_with("campaignctl: error: "));
  CHECK(ended.exit_code == 1);
}

TEST_CASE("import of a project without campaigns, and import as JSON, are errors") {
  Workbench workbench;
  CHECK(run(workbench.ctl({"import", "--output", "json"})).exit_code == 1);

  Json project = workbench.project();
  project["campaigns"] = Json::array();
  workbench.server.simulator().load(project);
  const Ended ended = run(workbench.ctl({"import"}));

  CHECK(ended.output.empty());
  CHECK(ended.errors.find("no draft and no scheduled campaign") != std::string::npos);
  CHECK(ended.exit_code == 1);
}

}  // namespace campaignd::testing
