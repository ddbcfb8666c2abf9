// spacing at its edges, over all campaigns of the project as they will be; who gives way, and to whom.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "core/policy/free_starts.h"
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

TEST_CASE("thousands of places in a row are passed on the way to a free one, but for the own") {
  std::vector<Place> places;
  const WallTime first = TestProject::at("12:00");
  for (std::uint32_t i = 0; i < 5000; ++i) places.push_back({7, first + i * 10min, i});
  const FreeStarts free(places, 10min + 1ms);
  CHECK(free.next(7, first + 1min, std::nullopt) == first + 4999 * 10min + 10min + 1ms);
  CHECK(free.last(7, first + 1min, std::nullopt) == first - 10min - 1ms);
  CHECK(free.next(7, first + 1min, places.back()) == first + 4998 * 10min + 10min + 1ms);
  CHECK(free.last(7, first + 11min, places.front()) == first + 10min - 10min - 1ms);
  CHECK(free.next(7, first + 1min, places[3000]) == first + 4999 * 10min + 10min + 1ms);
  CHECK(free.next(8, first + 1min, std::nullopt) == first + 1min);
}

TEST_CASE("whatever is taken, the next and the last free start are those that trying every minute finds") {
  std::mt19937 random(11);
  const auto below = [&](int count) { return std::uniform_int_distribution<int>(0, count - 1)(random); };
  const WallTime noon = TestProject::at("12:00");
  for (int round = 0; round < 2000; ++round) {
    const auto spacing = (1 + below(6)) * 1min;
    std::vector<Place> taken;
    for (std::uint32_t i = 0; i < 12; ++i)
      taken.push_back({static_cast<std::uint32_t>(below(2)), noon + below(60) * 1min, i});
    std::ranges::sort(taken);
    const auto but = below(3) == 0 ? std::nullopt : std::optional(taken[static_cast<std::size_t>(below(12))]);
    const auto is_free = [&](WallTime start) {
      return std::ranges::none_of(taken, [&](const Place& place) {
        return place != but && place.number == 1 && std::chrono::abs(place.start - start) < spacing;
      });
    };
    const WallTime wanted = noon + below(60) * 1min;
    WallTime next = wanted;
    while (!is_free(next)) next += 1min;
    WallTime last = wanted;
    while (!is_free(last)) last -= 1min;
    const FreeStarts free(taken, spacing);
    CAPTURE(round);
    CHECK(free.next(1, wanted, but) == next);
    CHECK(free.last(1, wanted, but) == last);
  }
}

}  // namespace
}  // namespace campaignd
