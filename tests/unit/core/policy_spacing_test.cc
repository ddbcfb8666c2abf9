// spacing at its edges, over all campaigns of the project as they will be; who gives way, and to whom.
#include <doctest/doctest.h>

#include "core/policy/spacing.h"
#include "unit/core/project.h"

namespace campaignd {
namespace {

using namespace std::chrono_literals;

TestProject spaced(std::chrono::milliseconds by = 15min) {
  TestProject project;
  project.policy.spacing = by;
  return project;
}

// An editable campaign that no entry names.
ObservedCampaign& stands(TestProject& project, const std::string& name, Schedule time, int number = 1) {
  return project.has(name, time, number);
}

TEST_CASE("exactly the spacing apart is allowed, a minute and a millisecond less is not, before and after") {
  struct Distance {
    std::chrono::milliseconds away;
    const char* verdict;
  };
  for (const Distance& row : {Distance{15min, "update"},
                              {15min - 1ms, "blocked: spacing"},
                              {14min, "blocked: spacing"},
                              {0ms, "blocked: spacing"},
                              {-14min, "blocked: spacing"},
                              {-15min + 1ms, "blocked: spacing"},
                              {-15min, "update"},
                              {16min, "update"},
                              {-16min, "update"}}) {
    CAPTURE(row.away.count());
    TestProject project = spaced();
    stands(project, "other", project.at("12:00"));
    project.moves("eid", std::nullopt, project.at("12:00") + row.away);
    CHECK(project.verdict("eid") == row.verdict);
  }
}

TEST_CASE("the loser names the other, by its handle or by name and id, and tells the nearest start for all") {
  TestProject project = spaced();
  stands(project, "other", project.at("12:00"));
  project.moves("eid", std::nullopt, project.at("12:05"));
  PlanEntry entry = project.entry("eid");
  CHECK(entry.detail ==
        "5 min after 'other' (" + TestProject::id_of("other").str() + ") from the same number, nearer than 15 min");
  CHECK(entry.patches.empty());
  REQUIRE(entry.asked.size() == 1);
  CHECK(entry.asked.front().nearest == project.at("12:15"));
  CHECK(entry.clears_at == project.at("12:00"));  // started ones are aside

  project.wants("other", project.at("12:00"));
  entry = project.entry("eid");
  CHECK(entry.detail == "5 min after 'other' from the same number, nearer than 15 min");

  SUBCASE("a third one in the way of that nearest start pushes it on, to the other side where that is nearer") {
    stands(project, "third", project.at("12:25"));
    CHECK(project.entry("eid").asked.front().nearest == project.at("11:45"));
    stands(project, "fourth", project.at("11:40"));
    CHECK(project.entry("eid").asked.front().nearest == project.at("12:40"));
  }
  SUBCASE("send hours have a say in it") {
    project.policy.send_hours = SendHours{9h, 12h + 10min, Zone::utc(), 0x7f};
    CHECK(project.entry("eid").asked.front().nearest == project.at("11:45"));
  }
}

TEST_CASE("only the same number counts, by its digits, in whatever shape it is told") {
  TestProject project = spaced();
  stands(project, "other", project.at("12:00"), 2);
  project.moves("eid", std::nullopt, project.at("12:00"), 1);
  CHECK(project.verdict("eid") == "update");
  stands(project, "other", project.at("12:00")).phone_number = ObservedNumber{std::nullopt, {"9647700000001"}};
  CHECK(project.verdict("eid") == "blocked: spacing");
  stands(project, "other", project.at("12:00")).phone_number.reset();
  CHECK(project.verdict("eid") == "update");
  SUBCASE("a number that the catalog does not have is one number all the same") {
    stands(project, "other", project.at("12:00")).phone_number = ObservedNumber{std::nullopt, {"111"}};
    project.has("eid", std::nullopt).phone_number = ObservedNumber{std::nullopt, {"111"}};
    CHECK(project.verdict("eid") == "blocked: spacing");
  }
  SUBCASE("without a catalog numbers are told apart by what the campaigns say") {
    stands(project, "other", project.at("12:00"));
    project.catalog_was_read = false;
    CHECK(project.verdict("eid") == "blocked: spacing");
  }
}

TEST_CASE("drafts, samples and started campaigns are in nobody's way") {
  TestProject project = spaced();
  project.moves("eid", std::nullopt, project.at("12:00"));
  ObservedCampaign& other = stands(project, "other", project.at("12:05"));
  SUBCASE("a draft that kept its time") {
    other.status = CampaignStatus::kDraft;
  }
  SUBCASE("running") {
    other.status = CampaignStatus::kRunning;
  }
  SUBCASE("a sample") {
    other.is_sample = true;
  }
  CHECK(project.verdict("eid") == "update");
}

TEST_CASE("a change to another number is asked with the number that it will have") {
  TestProject project = spaced();
  stands(project, "other", project.at("12:05"), 2);
  project.moves("eid", project.at("12:00"), project.at("12:00"), 1);
  project.desired.campaigns.back().phone_number = {PhoneDigits{"9647700000002"}, {}, "+9647700000002"};
  CHECK(project.verdict("eid") == "blocked: spacing");
  SUBCASE("and is out of the way of its old one") {
    stands(project, "other", project.at("12:30"), 2);
    project.moves("next", std::nullopt, project.at("12:05"), 1);
    CHECK(project.verdict("eid") == "update");
    CHECK(project.verdict("next") == "update");
    CHECK(project.entry("next").after == std::vector{TestProject::id_of("eid")});
  }
}

TEST_CASE("who stands too near already is only warned of when its wording is mended") {
  TestProject project = spaced();
  stands(project, "other", project.at("12:05"));
  project.moves("eid", project.at("12:00"), project.at("12:00"));
  project.desired.campaigns.front().category = {Category::kUtility, {}, "UTILITY"};
  const PlanEntry entry = project.entry("eid");
  CHECK(entry.action == Action::kUpdate);
  REQUIRE(entry.warnings.size() == 1);
  CHECK(entry.warnings.front().rule == "spacing");
}

TEST_CASE("where the scheduled campaigns could not be listed, what would go out is not armed") {
  TestProject project = spaced();
  project.moves("eid", std::nullopt, project.at("12:00"));
  project.observed.scheduled_failure = "time-out";
  CHECK(project.verdict("eid") == "blocked: observe");
  project.policy.spacing.reset();
  CHECK(project.verdict("eid") == "update");
}

TEST_CASE("of several reasons spacing comes after send hours and before blackouts") {
  TestProject project = spaced();
  project.policy.blackouts = {{project.at("11:00"), project.at("13:00"), Zone::utc(), "", false}};
  stands(project, "other", project.at("12:05"));
  project.moves("eid", std::nullopt, project.at("12:00"));
  CHECK(project.verdict("eid") == "blocked: spacing");
  CHECK(project.entry("eid").asked.size() == 2);
  CHECK(project.entry("eid").asked[1].nearest == project.at("13:00"));
  project.policy.send_hours = SendHours{14h, 15h, Zone::utc(), 0x7f};
  CHECK(project.verdict("eid") == "blocked: sendHours");
}

TEST_CASE("thousands of places in a row are passed once each on the way to a free one") {
  std::vector<Place> places;
  const WallTime first = TestProject::at("12:00");
  for (std::uint32_t i = 0; i < 5000; ++i) places.push_back({7, first + i * 10min, i});
  const Places all(places);
  const auto rule = spacing_rule(all, 7, 10min + 1ms, [](const Place&) { return true; });
  CHECK(rule.next(first + 1min) == first + 4999 * 10min + 10min + 1ms);
  CHECK(rule.last(first + 1min) == first - 10min - 1ms);
}

}  // namespace
}  // namespace campaignd
