// What a plan costs, with every policy on.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "bench/rows.h"
#include "core/make_plan.h"

namespace campaignd::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kCampaigns = 10'000;
constexpr int kNumbers = 40;

template <class Id>
Id id_of(char kind, int number) {
  const std::string digits = std::to_string(number);
  return Id::parse(kind + std::string(Id::kLength - 1 - digits.size(), '0') + digits).value();
}

// Campaigns two hours apart on each of 40 numbers, the first `moving` of which are to move by half an hour.
struct Project {
  WallTime now = parse_rfc3339("2026-12-01T09:00:00Z").value();
  DesiredState desired;
  Observation observed;
  Catalog catalog;
  Memory memory;
  PolicySettings policy;

  explicit Project(int moving) {
    policy.max_changes = 1'000'000;
    policy.max_change_ratio = 1;
    policy.send_hours = SendHours{0h, 24h, Zone::find("Asia/Baghdad").value(), 0x7f};
    policy.blackouts = {{now + 8760h, now + 8784h, Zone::utc(), "", true}};
    policy.spacing = 15min;
    policy.require_recipients = CheckLevel::kBlock;
    policy.require_credit = CheckLevel::kBlock;
    policy.messaging_limit = CheckLevel::kBlock;
    policy.preflight = Preflight::kDisarm;
    policy.on_remove = OnRemove::kDisarm;
    policy.drift = DriftPolicy::kReport;
    observed.at = now;
    observed.project = campaignd::Project{"Shop", 1e9};
    catalog.accounts = {{"account", "Shop", 0}};
    for (int i = 0; i < 100; ++i) {
      catalog.templates.push_back(
          {id_of<TemplateId>('a', i), "template" + std::to_string(i), "ar", "MARKETING", "APPROVED", 0});
    }
    for (int i = 0; i < kNumbers; ++i) {
      catalog.numbers.push_back({id_of<PhoneNumberId>('b', i),
                                 {std::to_string(9647700000000 + i)},
                                 "",
                                 "",
                                 "CONNECTED",
                                 "GREEN",
                                 "TIER_100K",
                                 0});
    }
    for (int i = 0; i < kCampaigns; ++i) add(i, i < moving ? 30min : 0min);
  }

  void add(int i, std::chrono::milliseconds move) {
    const WallTime at = now + 24h + (i / kNumbers) * 2h;
    ObservedCampaign seen{id_of<CampaignId>('c', i)};
    seen.name = "Campaign " + std::to_string(i);
    seen.status = CampaignStatus::kScheduled;
    seen.status_text = "scheduled";
    seen.scheduled_for = at;
    seen.message_template = ObservedTemplate{catalog.templates[static_cast<std::size_t>(i % 100)].id, "", ""};
    seen.phone_number = ObservedNumber{catalog.numbers[static_cast<std::size_t>(i % kNumbers)].id, {}};
    seen.category = "MARKETING";
    seen.recipients = 100;
    seen.estimated_cost = 1000;
    seen.updated_at = now;
    DesiredCampaign entry{Handle::parse("campaign-" + std::to_string(i)).value()};
    entry.id = {seen.id, {}, ""};
    entry.scheduled_for = {at + move, {}, ""};
    const std::string& name = catalog.templates[static_cast<std::size_t>(i % 100)].name;
    entry.message_template = {TemplateName{name, "ar"}, {}, name + "/ar"};
    const PhoneDigits& digits = catalog.numbers[static_cast<std::size_t>(i % kNumbers)].number;
    entry.phone_number = {digits, {}, digits.shown()};
    entry.timezone = "Asia/Baghdad";
    entry.own_keys = "as it was";
    CampaignMemory known{seen};
    known.own_keys = entry.own_keys;
    known.named_by = entry.handle;
    memory.campaigns.emplace(seen.id, std::move(known));
    observed.campaigns.emplace(seen.id, std::move(seen));
    desired.campaigns.push_back(std::move(entry));
  }

  // All from one number, 15 minutes apart, each of them to where `to` says that the one of that rank stands.
  template <class To>
  void crowd(const To& to) {
    const auto time_of = [&](int rank) { return now + 24h + rank * 15min; };
    for (int i = 0; i < kCampaigns; ++i) {
      ObservedCampaign& seen = observed.campaigns.at(id_of<CampaignId>('c', i));
      seen.scheduled_for = time_of(i);
      seen.phone_number = ObservedNumber{catalog.numbers.front().id, {}};
      DesiredCampaign& entry = desired.campaigns[static_cast<std::size_t>(i)];
      entry.scheduled_for->value = time_of(to(i));
      entry.phone_number.reset();
    }
  }

  [[nodiscard]] Nanoseconds cpu(int times = 15) const {
    return best_cpu(times, [&] { static_cast<void>(make_plan({desired, observed, &catalog, memory, policy}, now)); });
  }
};

}  // namespace

Row cpu_of_a_plan() {
  const auto quiet = Project(0).cpu();
  const auto few = Project(10).cpu();
  const auto all = Project(kCampaigns).cpu();
  return {"CPU of a plan of 10,000 campaigns, every policy on",
          in_ms(quiet) + ", " + in_ms(few) + " with 10 moves, " + in_ms(all) + " all moving", "10 ms",
          milliseconds_in(few) <= 10};
}

Row cpu_of_a_hostile_plan() {
  // The last of a queue meets one that stays, and so they all stay, one after the other.
  Project queue(0);
  queue.crowd([](int rank) { return rank + (rank < kCampaigns - 1 ? 1 : 0); });
  queue.policy.max_lead = 24h * 3650;
  Project heap(0);
  heap.crowd([](int) { return 0; });
  Project swaps(0);
  swaps.crowd([](int rank) { return rank % 2 == 0 ? rank + 1 : rank - 1; });
  // Nobody's money lasts, and one day holds them all.
  Project many = queue;
  many.policy.spacing.reset();
  many.observed.project->credit = 1e6;
  for (CatalogNumber& number : many.catalog.numbers) number.messaging_limit = "TIER_1K";
  for (int i = 0; i < kCampaigns; ++i) {
    const WallTime at = many.now + 24h + i * 5s;
    many.observed.campaigns.at(id_of<CampaignId>('c', i)).scheduled_for = at;
    many.desired.campaigns[static_cast<std::size_t>(i)].scheduled_for->value = at + 60min;
  }
  const auto of_queue = queue.cpu(5);
  const auto of_heap = heap.cpu(5);
  const auto of_swaps = swaps.cpu(5);
  const auto of_many = many.cpu(5);
  return {"CPU of a plan of 10,000 campaigns that are in each other's way",
          "queue " + in_ms(of_queue) + ", heap " + in_ms(of_heap) + ", swaps " + in_ms(of_swaps) + ", one day " +
              in_ms(of_many),
          "200 ms", milliseconds_in(std::max({of_queue, of_heap, of_swaps, of_many})) <= 200};
}

}  // namespace campaignd::bench
