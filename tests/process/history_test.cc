// From a commit to the answer: the real service applies what git brought, and `campaignctl history` tells who moved it.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/git/git_program.h"
#include "process/service_bench.h"

namespace campaignd::testing {

TEST_CASE("who moved this, when, and from which revision: the commit, its author and its subject") {
  ServiceBench bench;
  const std::string tree = bench.desk.path(".");
  git(tree, "init");
  git(tree, "add campaigns.yaml");
  git(tree, "commit -m 'Take over the Eid greeting'");
  REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);

  bench.file_moves_eid_to("19:00");
  git(tree, "commit -am 'Move the Eid greeting to 19:00'");
  const std::string commit = git_says(tree, "rev-parse HEAD");
  REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);

  const Ended text = run(bench.desk.ctl({"history", "--field", "scheduledFor", "eid"}));
  CHECK(text.exit_code == 0);
  CHECK(text.errors.empty());
  CHECK(count(text.output, "update") == 1);
  CHECK(count(text.output, "(1 h later)") == 1);
  CHECK(text.output.find("commit " + commit.substr(0, 12) + " by Sara: Move the Eid greeting to 19:00") !=
        std::string::npos);

  const Ended json = run(bench.desk.ctl({"history", "--field", "scheduledFor", "eid", "--output", "json"}));
  CHECK(json.exit_code == 0);
  const auto answer = nlohmann::json::parse(json.output);
  REQUIRE(answer["records"].size() == 1);
  CHECK(answer["records"][0]["outcome"] == "applied");
  CHECK(answer["records"][0]["commit"]["hash"] == commit);
  CHECK(answer["records"][0]["commit"]["author"] == "Sara");
}

TEST_CASE("who moved this: the operator who froze and resumed stands before the commit that the file has") {
  ServiceBench bench;
  bench.settings({.api = "timeout: 1s"});
  bench.file_moves_eid_to("18:00");
  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  REQUIRE(run(bench.desk.ctl({"freeze", "--reason", "wrong price"})).exit_code == 0);
  REQUIRE(run(bench.desk.ctl({"resume"})).exit_code == 0);
  REQUIRE(bench.eid_goes_out_at("18:00"));

  std::string text;
  CHECK(eventually([&] {
    text = run(bench.desk.ctl({"history", "--field", "scheduledFor", "eid"})).output;
    return count(text, "  arm ") == 1;
  }));

  CAPTURE(text);
  CHECK(text.find("  freeze") < text.find("  disarm "));
  CHECK(text.find("  disarm ") < text.find("  resume"));
  CHECK(text.find("  resume") < text.find("  arm "));
  CHECK(count(text, "reason  ") >= 3);  // of the freeze, of its disarm, of the resume
  CHECK(count(text, "wrong price") == 3);
  CHECK(run(bench.desk.ctl({"history", "eif"})).exit_code == 1);  // what concerns every campaign makes none known
}

TEST_CASE("an edit that is committed after it was applied is told with its commit") {
  ServiceBench bench;
  const std::string tree = bench.desk.path(".");
  git(tree, "init");
  git(tree, "add campaigns.yaml");
  git(tree, "commit -m First");
  bench.file_moves_eid_to("19:00");
  REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);
  git(tree, "commit -am 'Move it at last'");
  REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);

  const Ended text = run(bench.desk.ctl({"history", "eid"}));

  CHECK(text.output.find("by Sara: Move it at last") != std::string::npos);
}

TEST_CASE("history reads beside the living service, needs no key, and where there is no journal finds nothing") {
  ServiceBench bench;
  const Ended before = run(bench.desk.ctl({"history"}));
  CHECK(before.output == "Nothing in the journal fits.\n");
  CHECK(before.exit_code == 0);

  ChildProcess service(bench.campaignd());
  REQUIRE(service.says("in agreement"));
  REQUIRE(eventually([&] { return run(bench.desk.ctl({"history"})).output.find("loaded") != std::string::npos; }));
  std::filesystem::remove(bench.desk.path("key"));

  const Ended beside = run(bench.desk.ctl({"history", "--action", "revision", "--since", "1h"}));

  CHECK(beside.exit_code == 0);
  CHECK(count(beside.output, "revision  loaded") == 1);
}

TEST_CASE("history tells times in the campaign's zone, and what belongs to none in the file's") {
  ServiceBench bench;
  std::string file = bench.eid_at("19:00") + "    timezone: Asia/Baghdad\n";
  const std::string_view zone_of_file = "defaults: {timezone: Asia/Baghdad}";
  bench.replace("campaigns.yaml",
                file.replace(file.find(zone_of_file), zone_of_file.size(), "defaults: {timezone: Europe/Berlin}"));
  REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);

  Program in_utc = bench.desk.ctl({"history"});
  in_utc.environment["TZ"] = "UTC";
  const std::string text = run(in_utc).output;

  CAPTURE(text);
  CHECK(count(text, " +03:00  eid  update") == 1);
  CHECK(count(text, " 19:00 +03:00 (1 h later)") == 1);
  CHECK(count(text, " +01:00  -    revision ") + count(text, " +02:00  -    revision ") == 1);
  CHECK(count(text, "+00:00") == 0);
}

TEST_CASE("a campaign that neither file nor memory nor journal knows is an error with the nearest that is known") {
  ServiceBench bench;
  const auto asked = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "history");
    return run(bench.desk.ctl(std::move(words)));
  };

  bench.file_moves_eid_to("18:00");
  const Ended in_file_alone = asked({"eid"});
  CAPTURE(in_file_alone.errors);
  CHECK(in_file_alone.exit_code == 0);
  CHECK(in_file_alone.errors.find("there is no journal") != std::string::npos);
  const Ended mistyped = asked({"--field", "scheduledFor", "eif"});
  CHECK(mistyped.exit_code == 1);
  CHECK(mistyped.output.empty());
  CHECK(mistyped.errors.find("error: neither the file nor the journal knows a campaign eif; did you mean eid?\n"
                             "Try: campaignctl --config ") != std::string::npos);
  CHECK(mistyped.errors.find(" history eid\n") != std::string::npos);

  Program from_there = bench.desk.ctl({"history", "eif"});
  from_there.directory = bench.desk.path(".");
  std::ranges::replace(from_there.arguments, bench.desk.path("campaignd.yaml"), std::string("campaignd.yaml"));
  CHECK(run(from_there).errors.find("Try: campaignctl --config /") != std::string::npos);

  REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);
  const Ended unrecorded = asked({"eid"});
  CHECK(unrecorded.exit_code == 0);
  CHECK(unrecorded.errors.find("note: the journal has no record of eid\n") != std::string::npos);

  bench.file_moves_eid_to("19:00");
  REQUIRE(run(bench.campaignd({"--once"})).exit_code == 0);
  std::filesystem::remove(bench.desk.path("campaigns.yaml"));
  for (const std::string known : {"eid", "6a10c0ffee00000000000062"}) {
    CAPTURE(known);
    const Ended out_of_range = asked({known, "--until", "2026-01-01"});
    CHECK(out_of_range.exit_code == 0);
    CHECK(out_of_range.output == "Nothing in the journal fits.\n");
    CHECK(out_of_range.errors.empty());
  }
  const Ended nosuch = asked({"nosuch"});
  CHECK(nosuch.exit_code == 1);
  CHECK(nosuch.errors.find("There are: eid\n") != std::string::npos);
  CHECK(asked({"nosuch", "--output", "json"}).exit_code == 1);
}

TEST_CASE("a journal that cannot be read, and a word that history does not know, are errors") {
  const ServiceBench bench;
  const Ended mistaken = run(bench.desk.ctl({"history", "--action", "disram"}));
  CHECK(mistaken.exit_code == 1);
  CHECK(mistaken.errors.find("did you mean disarm?") != std::string::npos);

  std::filesystem::create_directories(bench.desk.path("state"));
  bench.desk.write("state/campaignd.db", std::string(5000, 'x'));
  const Ended damaged = run(bench.desk.ctl({"history"}));
  CHECK(damaged.exit_code == 1);
  CHECK(damaged.output.empty());
  CHECK(damaged.errors.find("the file is damaged: stop campaignd, keep a copy") != std::string::npos);
}

}  // namespace campaignd::testing
