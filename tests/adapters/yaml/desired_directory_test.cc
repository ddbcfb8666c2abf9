// Several files read together: each is a document of its own, and handles and ids stand once in all of them.
#include <doctest/doctest.h>

#include <string>

#include "desired_reading.h"

namespace campaignd::testing {
namespace {

std::string file_with(const std::string& entries, const std::string& defaults = "") {
  return "version: 1\n" + defaults + "campaigns:\n" + entries;
}

TEST_CASE("the campaigns of a directory stand in the order of its files, each with its own file's defaults") {
  const auto state =
      read_files({{"a.yaml", file_with("  eid:\n    name: Eid\n", "defaults: {timezone: Asia/Baghdad}\n")},
                  {"b.yml", file_with("  offer:\n    name: Offer\n")}});

  REQUIRE(state);
  REQUIRE(state->campaigns.size() == 2);
  CHECK(state->files == std::vector<std::string>{"a.yaml", "b.yml"});
  CHECK(state->campaigns[0].handle.str() == "eid");
  CHECK(state->campaigns[0].timezone == "Asia/Baghdad");
  CHECK(state->campaigns[1].at == Mark{1, 3, 3});
  CHECK(state->campaigns[1].timezone == "UTC");
}

TEST_CASE("the default zone of a directory is the one that its files give, and none where they give several") {
  const std::string baghdad = "defaults: {timezone: Asia/Baghdad}\n";
  const std::string berlin = "defaults: {timezone: Europe/Berlin}\n";
  const auto zone_of = [&](const std::string& a, const std::string& b, const std::string& c) {
    return read_files({{"a.yaml", file_with("  a:\n    name: Eid\n", a)},
                       {"b.yaml", file_with("  b:\n    name: Offer\n", b)},
                       {"c.yaml", file_with("  c:\n    name: Sale\n", c)}})
        .value()
        .default_timezone;
  };

  CHECK_FALSE(zone_of("", "", ""));
  CHECK(zone_of("", baghdad, "") == "Asia/Baghdad");
  CHECK(zone_of(baghdad, "", baghdad) == "Asia/Baghdad");
  CHECK_FALSE(zone_of(baghdad, berlin, ""));
  CHECK_FALSE(zone_of(baghdad, berlin, baghdad));
}

TEST_CASE("a handle in two files is an error that names both places") {
  CHECK(errors_of(NamedTexts{{"a.yaml", file_with("  eid:\n    name: Eid\n")},
                             {"b.yaml", file_with("  offer:\n    name: Offer\n  eid:\n    name: Eid\n")}}) ==
        "b.yaml:5:3: error: the handle `eid` is given a second time; the first is at a.yaml:3:3\n");
}

TEST_CASE("an id in two files is an error that names both places, whatever its letter case") {
  CHECK(errors_of(NamedTexts{{"a.yaml", file_with("  eid:\n    id: 665f0c2ab1e4d2a7c9f01234\n")},
                             {"b.yaml", file_with("  offer:\n    id: 665F0C2AB1E4D2A7C9F01234\n")}}) ==
        "b.yaml:4:9: error: the id `665F0C2AB1E4D2A7C9F01234` is given a second time; the first is at a.yaml:4:9\n");
}

TEST_CASE("an entry that is wrong elsewhere still lends its id to the comparison") {
  CHECK(errors_of(NamedTexts{{"a.yaml", file_with("  eid:\n    id: 665f0c2ab1e4d2a7c9f01234\n    suspend: 1\n")},
                             {"b.yaml", file_with("  offer:\n    id: 665f0c2ab1e4d2a7c9f01234\n")}}) ==
        "a.yaml:5:14: error: `suspend` must be `true` or `false`, without quotes, not `1`\n"
        "b.yaml:4:9: error: the id `665f0c2ab1e4d2a7c9f01234` is given a second time; the first is at a.yaml:4:9\n");
}

TEST_CASE("an anchor of one file is unknown in the next") {
  CHECK(errors_of(NamedTexts{{"a.yaml", file_with("  eid: &eid\n    name: Eid\n")},
                             {"b.yaml", file_with("  offer: *eid\n")}}) ==
        "b.yaml:3:10: error: this is not YAML: no `&` above gives this alias its value; put text that begins with `*` "
        "in quotes\n");
}

TEST_CASE("one broken file of a directory does not hide the errors of the others") {
  CHECK(
      errors_of(NamedTexts{
          {"a.yaml", ""}, {"b.yaml", "version: 1\ncampaigns: [\n"}, {"c.yaml", file_with("  eid:\n    name: ab\n")}}) ==
      "a.yaml: error: the file is empty; to take every campaign off the clock, say so for each of them\n"
      "b.yaml:3:1: error: this is not YAML: a `[` before this has no `]`, or a comma is missing\n"
      "c.yaml:4:11: error: `name` has 2 characters; a campaign's name has 3 to 80\n");
}

TEST_CASE("no file at all is an error, never no campaigns") {
  CHECK(errors_of(NamedTexts{}) == "campaigns.d/: error: there is no file to read\n");
}

TEST_CASE("a file's name cannot smuggle a line into an error") {
  CHECK(
      errors_of(NamedTexts{{"a\n\x1b[31m.yaml", ""}}) ==
      "a\\n\\x1b[31m.yaml: error: the file is empty; to take every campaign off the clock, say so for each of them\n");
}

}  // namespace
}  // namespace campaignd::testing
