// messagingLimit at its edges: any moving 24 hours, the largest limit of a business's numbers, words that nobody knows.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "core/policy/day_loads.h"
#include "core/policy/messaging_limit.h"
#include "unit/core/project.h"

namespace campaignd {
namespace {

using namespace std::chrono_literals;

// Numbers 1 and 2 are of one business, whose largest limit is 1,000; 3 is of another, with 250.
TestProject limited(CheckLevel level) {
  TestProject project;
  project.policy.messaging_limit = level;
  return project;
}

ObservedCampaign& sends(TestProject& project, const std::string& handle, WallTime at, std::int64_t recipients,
                        int number = 1) {
  ObservedCampaign& seen = project.moves(handle, std::nullopt, at, number);
  seen.recipients = recipients;
  return seen;
}

TEST_CASE("a business may write to its limit, not to one more, counting every campaign of all its numbers") {
  TestProject project = limited(CheckLevel::kBlock);
  project.has("other", project.at("10:00"), 2).recipients = 600;
  sends(project, "eid", project.at("12:00"), 400);
  CHECK(project.verdict("eid") == "update");
  project.has("other", project.at("10:00"), 2).recipients = 601;
  CHECK(project.verdict("eid") == "blocked: messagingLimit");
  CHECK(project.entry("eid").detail ==
        "1001 recipients of its business in 24 h, more than the limit of 1000 (TIER_1K)");
  SUBCASE("another business has its own") {
    sends(project, "branch", project.at("12:00"), 250, 3);
    CHECK(project.verdict("branch") == "update");
    project.has("branch", std::nullopt, 3).recipients = 251;
    CHECK(project.verdict("branch") == "blocked: messagingLimit");
  }
}

TEST_CASE("a whole day apart does not count together, a minute and a millisecond less does, before and after") {
  for (const auto away : {24h + 0ms, 24h - 1ms, 24h - 60000ms, -24h + 0ms, -24h + 1ms, -24h + 60000ms}) {
    CAPTURE(away.count());
    TestProject project = limited(CheckLevel::kBlock);
    project.has("other", project.at("12:00") + 24h + away).recipients = 601;
    sends(project, "eid", project.at("12:00") + 24h, 400);
    const bool together = std::chrono::abs(away) < 24h;
    CHECK(project.verdict("eid") == (together ? "blocked: messagingLimit" : "update"));
  }
}

TEST_CASE("the fullest stretch counts, wherever in it the campaign stands") {
  const WallTime noon = TestProject::at("12:00");
  const auto most_with = [](std::vector<Batch> others, const Batch& own) {
    std::vector<DayLoads::State> states(others.size(), DayLoads::State::kStands);
    return DayLoads(std::move(others), std::move(states)).with_all(own, std::nullopt);
  };
  CHECK(most_with({{noon - 24h, 1000},
                   {noon - 23h, 5},
                   {noon - 1h, 10},
                   {noon + 2h, 20},
                   {noon + 22h, 40},
                   {noon + 23h, 80},
                   {noon + 24h, 1000}},
                  {noon, 1}) == 1 + 20 + 40 + 80);  // 10 and 80 are a whole day apart
  CHECK(most_with({{noon - 23h, 50}, {noon + 2h, 20}}, {noon, 1}) == 51);
  CHECK(most_with({}, {noon, 1}) == 1);
}

TEST_CASE("however campaigns come, go and stand, the fullest day is the one that trying every hour finds") {
  using State = DayLoads::State;
  std::mt19937 random(5);
  const auto below = [&](int count) { return std::uniform_int_distribution<int>(0, count - 1)(random); };
  const WallTime noon = TestProject::at("12:00");
  for (int round = 0; round < 500; ++round) {
    std::vector<Batch> batches;
    std::vector<State> states;
    for (int i = 0; i < 10; ++i) {
      batches.push_back({noon + below(60) * 1h, below(9)});
      states.push_back(static_cast<State>(below(3)));
    }
    std::ranges::sort(batches, {}, &Batch::start);
    DayLoads loads(batches, states);
    // The most that a day has which holds `own`, of those that count and `own` itself.
    const auto most = [&](const Batch& own, const auto& counts) {
      std::int64_t found = 0;
      for (int hour = -23; hour <= 0; ++hour) {
        const WallTime begin = own.start + hour * 1h;
        std::int64_t sum = own.recipients;
        for (std::size_t i = 0; i < batches.size(); ++i) {
          const bool is_within = batches[i].start >= begin && batches[i].start < begin + 24h;
          sum += is_within && counts(i) ? batches[i].recipients : 0;
        }
        found = std::max(found, sum);
      }
      return found;
    };
    CAPTURE(round);
    for (std::size_t step = 0; step < 10; ++step) {
      for (std::size_t own = 0; own < batches.size(); ++own) {
        if (states[own] == State::kComes) {
          CHECK(loads.with_earlier(own) == most(batches[own], [&](std::size_t i) {
                  return states[i] == State::kStands || (states[i] == State::kComes && i < own);
                }));
        }
        const Batch elsewhere{noon + below(60) * 1h, below(9)};
        CHECK(loads.with_all(elsewhere, own) ==
              most(elsewhere, [&](std::size_t i) { return states[i] != State::kAway && i != own; }));
      }
      const auto changed = static_cast<std::size_t>(below(10));
      if (states[changed] == State::kStands) continue;
      const State to = states[changed] == State::kComes && below(2) == 0 ? State::kAway : State::kStands;
      loads.becomes(changed, to);
      states[changed] = to;
    }
  }
}

TEST_CASE("the later of two that are too many together gives way, and a move is asked as well") {
  TestProject project = limited(CheckLevel::kBlock);
  sends(project, "a", project.at("13:00"), 600);
  sends(project, "b", project.at("12:00"), 600);
  CHECK(project.verdict("b") == "update");
  CHECK(project.verdict("a") == "blocked: messagingLimit");
  project = limited(CheckLevel::kBlock);
  project.has("other", project.at("12:00")).recipients = 600;
  project.moves("eid", project.at("12:00") + 48h, project.at("12:00") + 1h).recipients = 401;
  CHECK(project.verdict("eid") == "blocked: messagingLimit");
}

TEST_CASE("off says nothing, warn warns, and what is too much already is told of the plan") {
  TestProject project = limited(CheckLevel::kWarn);
  sends(project, "eid", project.at("12:00"), 1001);
  CHECK(project.verdict("eid") == "update");
  REQUIRE(project.entry("eid").warnings.size() == 1);
  CHECK(project.entry("eid").warnings.front().rule == "messagingLimit");
  project.policy.messaging_limit = CheckLevel::kOff;
  CHECK(project.entry("eid").warnings.empty());
  CHECK(project.plan().warnings.empty());

  project = limited(CheckLevel::kBlock);
  project.has("first", project.at("10:00")).recipients = 1000;
  CHECK(project.plan().warnings.empty());
  project.has("second", project.at("10:00") + 24h - 1ms, 2).recipients = 1;
  REQUIRE(project.plan().warnings.size() == 1);
  CHECK(project.plan().warnings.front().detail.find("1001 recipients of its business in 24 h") != std::string::npos);
  project.has("second", project.at("10:00") + 24h, 2).recipients = 1;
  CHECK(project.plan().warnings.empty());
}

TEST_CASE("the largest limit of a business's numbers counts, and what is not understood is no limit") {
  CHECK(recipients_of_tier("TIER_50") == 50);
  CHECK(recipients_of_tier("TIER_2K") == 2000);
  CHECK(recipients_of_tier("TIER_100K") == 100'000);
  for (const char* word : {"UNLIMITED", "NOT_SET", "", "TIER_", "TIER_K", "TIER_-5", "TIER_5X", "tier_50"}) {
    CAPTURE(std::string(word));
    CHECK_FALSE(recipients_of_tier(word).has_value());
  }
  TestProject project = limited(CheckLevel::kBlock);
  const auto limit = [&] { return limits_of(project.catalog).front(); };
  CHECK(limit() == Limit{1000, "TIER_1K"});
  project.catalog.numbers[0].messaging_limit = "NOT_SET";
  CHECK(limit() == Limit{250, "TIER_250"});
  project.catalog.numbers[0].messaging_limit = "UNLIMITED";
  CHECK_FALSE(limit().has_value());
  project.catalog.numbers[0].messaging_limit = "TIER_NEW";
  CHECK_FALSE(limit().has_value());
  sends(project, "eid", project.at("12:00"), 100'000);
  CHECK(project.verdict("eid") == "update");
}

TEST_CASE("limits that could not be read allow no arm where they are required") {
  TestProject project = limited(CheckLevel::kBlock);
  sends(project, "eid", project.at("12:00"), 1);
  project.catalog_was_read = false;
  CHECK(project.verdict("eid") == "blocked: observe");
  project.policy.messaging_limit = CheckLevel::kWarn;
  CHECK(project.verdict("eid") == "update");
}

}  // namespace
}  // namespace campaignd
