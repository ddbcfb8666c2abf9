#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "process/workbench.h"

namespace campaignd::testing {

using simulator::Fault;
using simulator::FaultKind;

TEST_CASE("what goes out within a time, as text and as JSON, and without writing anything") {
  Workbench workbench;

  const Ended text = run(workbench.ctl({"sends", "--within", "1h"}));
  const Ended json = run(workbench.ctl({"sends", "--output", "json"}));

  CHECK(text.output.find("flash-sale") != std::string::npos);
  CHECK(text.output.find("eid-greeting") == std::string::npos);
  CHECK(text.output.find("1 campaign goes out within 1 h, to 100 recipients.") != std::string::npos);
  CHECK(text.errors.empty());
  CHECK(text.exit_code == 0);
  const auto document = nlohmann::json::parse(json.output);
  CHECK(document.at("version") == 1);
  CHECK(document.at("state") == "not-running");
  CHECK(document.at("sends").size() == 6);
  CHECK(document.at("keptOff").size() == 1);
  CHECK(document.at("sends").at(0).at("handle") == "order-survey");
  CHECK(document.at("sends").at(0).at("outlook") == "being-sent");
  CHECK(document.at("sends").at(1).at("handle") == "flash-sale");
  CHECK(document.at("sends").back().at("handle").is_null());
  CHECK(document.at("recipients") == 500);
  CHECK(json.exit_code == 0);
  CHECK(workbench.server.simulator().requests({.method = "PATCH"}).empty());
}

TEST_CASE("where nothing runs, what the file calls off is said to go out, and what it schedules not to") {
  const Workbench workbench;

  const Ended ended = run(workbench.ctl({"sends"}));

  const auto called_off = ended.output.find("clearance-sale");
  REQUIRE(called_off != std::string::npos);
  CHECK(ended.output.find("it WILL go out", called_off) != std::string::npos);
  CHECK(ended.output.find("Does not go out, although the file schedules it") != std::string::npos);
  CHECK(ended.output.find("campaignd does not run, so that nobody makes the changes") != std::string::npos);
  CHECK(ended.output.find("5 campaigns go out") != std::string::npos);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("a list that could not be read makes what goes out an error, and the rest is shown") {
  Workbench workbench;
  Fault fault{.kind = FaultKind::kStatus, .times = 0};
  fault.path = "status=draft";
  workbench.server.simulator().inject(fault);

  const Ended ended = run(workbench.ctl({"sends"}));

  CHECK(ended.output.find("eid-greeting") != std::string::npos);
  CHECK(ended.errors.find("not everything could be read") != std::string::npos);
  CHECK(ended.exit_code == 1);
}

TEST_CASE("why answers for a handle and for an id; a wrong one is told the nearest") {
  const Workbench workbench;

  const Ended by_handle = run(workbench.ctl({"why", "clearance-sale"}));
  const Ended by_id = run(workbench.ctl({"why", "6a10c0ffee00000000000064", "--output", "json"}));
  const Ended wrong = run(workbench.ctl({"why", "clearence-sale"}));
  const Ended unmanaged = run(workbench.ctl({"why", "6a10c0ffee00000000000068"}));

  CHECK(by_handle.output.find("campaignd does not run") != std::string::npos);
  CHECK(by_handle.output.find("The file wants it off the clock; that is not done, and it WILL go out.") !=
        std::string::npos);
  CHECK(by_handle.exit_code == 0);
  CHECK(nlohmann::json::parse(by_id.output).at("handle") == "clearance-sale");
  CHECK(by_id.exit_code == 0);
  CHECK(wrong.errors.find("did you mean clearance-sale?") != std::string::npos);
  CHECK(wrong.exit_code == 1);
  CHECK(unmanaged.output.find("No file names it") != std::string::npos);
  CHECK(unmanaged.output.find("WILL be sent") != std::string::npos);
  CHECK(unmanaged.exit_code == 0);
}

}  // namespace campaignd::testing
