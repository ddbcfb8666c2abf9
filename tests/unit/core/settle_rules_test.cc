// The settling of the policies that look at several campaigns, against its rules done in the slowest and plainest way:
// everybody is asked again in every round, over lists that are walked from end to end. Shares nothing with the planner
// but its answer. And what settling costs where thousands are in each other's way: counted, not timed.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "core/settle.h"
#include "unit/core/project.h"

namespace campaignd {
namespace {

using namespace std::chrono_literals;

// A campaign that stands somewhere, or wants to, or both.
struct Stander {
  std::string handle;
  Schedule from;
  Schedule to;
  bool is_update = false;  // that changes its time; with no `to`, it is taken off
  int number = 1;
  std::int64_t recipients = 0;
  double cost = 0;
  bool is_refused = false;

  [[nodiscard]] bool comes() const { return is_update && to && !is_refused; }
  [[nodiscard]] Schedule start() const { return is_update && !is_refused ? to : from; }
  [[nodiscard]] int business() const { return number == 3 ? 1 : 0; }
  // What stands is before what comes.
  [[nodiscard]] auto rank() const { return std::tuple(*start(), comes(), comes() ? handle : ""); }
};

class PlainRules {
 public:
  PlainRules(std::vector<Stander> all, const PolicySettings& policy, double credit)
      : all_(std::move(all)), policy_(policy), credit_(credit) {
    std::ranges::sort(all_, {}, [](const Stander& each) { return std::tuple(each.to, each.handle); });
  }

  std::set<std::string> refused() {
    do {
      refuse_until_settled();
    } while (refuse_circles());
    std::set<std::string> handles;
    for (const Stander& each : all_) {
      if (each.is_refused) handles.insert(each.handle);
    }
    return handles;
  }

  [[nodiscard]] std::vector<CampaignId> after(const std::string& handle) const {
    const Stander& own = *std::ranges::find(all_, handle, &Stander::handle);
    std::vector<CampaignId> ids;
    for (const Stander& other : all_) {
      if (own.comes() && leaves_place_of(other, own)) ids.push_back(TestProject::id_of(other.handle));
    }
    std::ranges::sort(ids);
    return ids;
  }

 private:
  void refuse_until_settled() {
    for (bool again = true; again;) {
      again = false;
      for (Stander& own : all_) {
        if (!own.comes() || !(is_crowded(own) || is_short_of_money(own) || is_too_many(own))) continue;
        own.is_refused = again = true;
      }
    }
  }

  // All those that are on a way from one circle to another, or in one.
  bool refuse_circles() {
    const std::size_t count = all_.size();
    std::vector<std::vector<bool>> waits(count, std::vector<bool>(count));
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 0; b < count; ++b)
        waits[a][b] = all_[a].comes() && all_[b].comes() && leaves_place_of(all_[b], all_[a]);
    }
    for (std::size_t via = 0; via < count; ++via) {
      for (std::size_t a = 0; a < count; ++a) {
        for (std::size_t b = 0; b < count; ++b)
          if (waits[a][via] && waits[via][b]) waits[a][b] = true;
      }
    }
    bool any = false;
    for (std::size_t own = 0; own < count; ++own) {
      bool leads = false;
      bool is_led = false;
      for (std::size_t other = 0; other < count; ++other) {
        leads = leads || (waits[other][other] && waits[own][other]);
        is_led = is_led || (waits[other][other] && waits[other][own]);
      }
      if (leads && is_led) all_[own].is_refused = any = true;
    }
    return any;
  }

  [[nodiscard]] bool is_near(const Stander& a, WallTime at, const Stander& b, WallTime other) const {
    return policy_.spacing && a.handle != b.handle && a.number == b.number &&
           std::chrono::abs(at - other) < *policy_.spacing;
  }
  [[nodiscard]] bool leaves_place_of(const Stander& other, const Stander& own) const {
    return other.is_update && !other.is_refused && other.from && is_near(own, *own.to, other, *other.from);
  }
  [[nodiscard]] bool is_before(const Stander& other, const Stander& own) const {
    return !other.comes() || std::tie(other.to, other.handle) < std::tie(own.to, own.handle);
  }

  [[nodiscard]] bool is_crowded(const Stander& own) const {
    return std::ranges::any_of(all_, [&](const Stander& other) {
      return other.start() && is_before(other, own) && is_near(own, *own.to, other, *other.start());
    });
  }

  [[nodiscard]] bool is_short_of_money(const Stander& own) const {
    if (policy_.require_credit != CheckLevel::kBlock || own.from) return false;
    double needed = own.cost;
    for (const Stander& other : all_) {
      if (other.start() && other.handle != own.handle && other.rank() < own.rank()) needed += other.cost;
    }
    return needed > credit_;
  }

  [[nodiscard]] bool is_too_many(const Stander& own) const {
    if (policy_.messaging_limit != CheckLevel::kBlock) return false;
    std::int64_t most = 0;
    for (WallTime begin = *own.to - 24h + 1min; begin <= *own.to; begin += 1min) {
      std::int64_t sum = 0;
      for (const Stander& other : all_) {
        const bool counts = other.handle == own.handle || (other.start() && is_before(other, own));
        if (counts && other.business() == own.business() && *other.start() >= begin && *other.start() < begin + 24h)
          sum += other.recipients;
      }
      most = std::max(most, sum);
    }
    return most > (own.business() == 0 ? 1000 : 250);
  }

  std::vector<Stander> all_;
  const PolicySettings& policy_;
  double credit_;
};

TEST_CASE("whatever the project, those are refused, and those wait for each other, that the plain rules say") {
  std::mt19937 random(7);
  const auto below = [&](int count) { return std::uniform_int_distribution<int>(0, count - 1)(random); };
  std::map<std::string, int> seen;
  for (int round = 0; round < 1500; ++round) {
    TestProject project;
    if (below(4) != 0) project.policy.spacing = (1 + below(4)) * 10min;
    if (below(3) == 0) project.policy.require_credit = CheckLevel::kBlock;
    if (below(8) == 0) project.policy.messaging_limit = CheckLevel::kBlock;
    project.observed.project->credit = 100 * below(50);
    const int days = 1 + below(2);
    const auto some_time = [&] { return project.at("10:00") + below(20) * 10min + below(days) * 23h; };
    const int numbers = 1 + below(3);
    std::vector<Stander> standers;
    for (int i = 0; i < 9; ++i) {
      Stander each{.handle = std::string(1, static_cast<char>('a' + i))};
      if (below(3) != 0) each.from = some_time();
      each.number = 1 + below(numbers);
      each.recipients = std::int64_t{50} * below(6);
      each.cost = 100 * below(6);
      ObservedCampaign& campaign = project.has(each.handle, each.from, each.number);
      campaign.recipients = each.recipients;
      campaign.estimated_cost = each.cost;
      if (below(5) != 0) {
        if (below(8) != 0) each.to = some_time();
        each.is_update = each.from != each.to;
        project.wants(each.handle, each.to);
      }
      standers.push_back(std::move(each));
    }
    PlainRules rules(standers, project.policy, project.observed.project->credit);
    const auto refused = rules.refused();
    CAPTURE(round);
    for (const PlanEntry& entry : project.plan().entries) {
      CAPTURE(entry.handle.str());
      CHECK((entry.action == Action::kBlocked) == refused.contains(entry.handle.str()));
      CHECK(entry.after == rules.after(entry.handle.str()));
      ++seen[entry.reason];
      if (entry.detail.ends_with("move one of them elsewhere first")) ++seen["circle"];
      if (!entry.after.empty()) ++seen["after"];
    }
  }
  // A project where nothing is in the way of anything shows nothing.
  for (const std::string what : {"spacing", "requireCredit", "messagingLimit", "circle", "after"}) {
    CAPTURE(what);
    CHECK(seen[what] > 40);
  }
}

constexpr int kMany = 10'000;

// Named so that their order is that of their numbers.
std::string handle_of(int i) {
  return "c" + std::to_string(kMany + i);
}

Settled settled(const TestProject& project) {
  const PlanInputs inputs{project.desired, project.observed, &project.catalog, project.memory, project.policy};
  const CampaignFinder finder(project.desired, project.observed, project.memory);
  Resolver resolver(&project.catalog);
  std::vector<Decision> decisions;
  for (const DesiredCampaign& entry : project.desired.campaigns)
    decisions.push_back(decide_alone(inputs, finder, resolver, entry, project.now));
  return settle(inputs, decisions, {}, project.now);
}

TEST_CASE("where ten thousand are in each other's way, the policies are asked two times for each at most") {
  TestProject project;
  project.policy.max_lead = 24h * 3650;
  const WallTime first = project.at("10:00");
  std::size_t refused = kMany;
  SUBCASE("each wants the place of the next one, and the last stays") {
    project.policy.spacing = 15min;
    for (int i = 0; i + 1 < kMany; ++i) project.moves(handle_of(i), first + i * 15min, first + (i + 1) * 15min);
    project.has("rock", first + (kMany - 1) * 15min);
    refused = kMany - 1;
  }
  SUBCASE("each wants the place of the one before, and the first stays") {
    project.policy.spacing = 15min;
    project.has("rock", first);
    for (int i = 1; i < kMany; ++i) project.moves(handle_of(i), first + i * 15min, first + (i - 1) * 15min);
    refused = kMany - 1;
  }
  SUBCASE("all want one place") {
    project.policy.spacing = 15min;
    for (int i = 0; i < kMany; ++i) project.moves(handle_of(i), first + i * 1min, first + 1min);
    refused = kMany - 1;  // one stands there already
  }
  SUBCASE("two and two want each other's place") {
    project.policy.spacing = 15min;
    for (int i = 0; i < kMany; ++i) project.moves(handle_of(i), first + i * 15min, first + (i ^ 1) * 15min);
  }
  SUBCASE("one day holds them all, and what does not move to another day is too much for it") {
    project.policy.messaging_limit = CheckLevel::kBlock;
    for (int i = 0; i < kMany; ++i) project.moves(handle_of(i), first + i * 1s, first + 48h + i * 1s);
    refused = kMany - 10;
  }
  SUBCASE("the money lasts for the first alone, and for each that is refused for another one less") {
    project.policy.require_credit = CheckLevel::kBlock;
    project.observed.project->credit = 1000;
    for (int i = 0; i < kMany; ++i) project.moves(handle_of(i), std::nullopt, first + i * 1min).estimated_cost = 1000;
    refused = kMany - 1;
  }
  const Settled done = settled(project);
  CHECK(done.questions >= refused);
  CHECK(done.questions <= 2 * kMany);
  const auto is_refused = [](const Settled::Row& row) {
    return std::ranges::find(row.said, Answer::kObjects, &Verdict::answer) != row.said.end();
  };
  CHECK(static_cast<std::size_t>(std::ranges::count_if(done.rows, is_refused)) == refused);
}

}  // namespace
}  // namespace campaignd
