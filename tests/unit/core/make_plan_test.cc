// The decision table, row by row: given one entry and one campaign, which action, and why.
#include "core/make_plan.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <utility>

namespace campaignd {
namespace {

using namespace std::chrono_literals;

const WallTime kNow = parse_rfc3339("2026-12-01T09:00:00Z").value();
const CampaignId kId = CampaignId::parse("665f0c2ab1e4d2a7c9f01234").value();
const CampaignId kOtherId = CampaignId::parse("665f0c2ab1e4d2a7c9f09999").value();
const TemplateId kTemplate = TemplateId::parse("a00000000000000000000001").value();
const TemplateId kOtherTemplate = TemplateId::parse("a00000000000000000000002").value();
const PhoneNumberId kNumber = PhoneNumberId::parse("b00000000000000000000001").value();

// One entry and one campaign that agree; a test changes what it is about.
struct World {
  DesiredState desired;
  Observation observed;
  Catalog catalog;
  Memory memory;
  PolicySettings policy;
  bool catalog_was_read = true;

  World() {
    DesiredCampaign entry{Handle::parse("eid").value()};
    entry.id = {kId, {}, kId.str()};
    entry.own_keys = "as it was";
    desired.campaigns.push_back(entry);
    observed.campaigns.emplace(kId, campaign(kId));
    catalog.accounts = {{"account-1", "Shop", 0}, {"account-2", "Other", 0}};
    catalog.templates = {{kTemplate, "eid_greeting", "ar", "MARKETING", "APPROVED", 0},
                         {kOtherTemplate, "opening_hours", "ar", "MARKETING", "APPROVED", 0}};
    catalog.numbers = {{kNumber, {"9647701234567"}, "", "", "CONNECTED", "", "", 0}};
  }

  static ObservedCampaign campaign(CampaignId id) {
    ObservedCampaign seen{id};
    seen.name = "Eid greeting";
    seen.status = CampaignStatus::kScheduled;
    seen.scheduled_for = kNow + 48h;
    seen.message_template = ObservedTemplate{kTemplate, "", ""};
    seen.phone_number = ObservedNumber{kNumber, {}};
    seen.category = "MARKETING";
    seen.recipients = 812;
    return seen;
  }

  DesiredCampaign& entry() { return desired.campaigns.front(); }
  ObservedCampaign& seen() { return observed.campaigns.at(kId); }
  void wants_time(Schedule time) { entry().scheduled_for = {time, {0, 7, 19}, "…"}; }
  void wants_template(const std::string& name) {
    entry().message_template = {TemplateName{name, std::nullopt}, {}, name};
  }

  [[nodiscard]] Plan plan() const {
    return make_plan({desired, observed, catalog_was_read ? &catalog : nullptr, memory, policy}, kNow);
  }
  [[nodiscard]] std::string verdict() const {
    const PlanEntry entry = plan().entries.front();
    return std::string(to_text(entry.action)) + (entry.reason.empty() ? "" : ": " + entry.reason);
  }
};

TEST_CASE("a campaign that could not be observed is blocked, never missing") {
  World world;
  world.observed.campaigns.clear();

  SUBCASE("because its GET failed") {
    world.observed.unobserved.emplace(kId, "time-out");
  }
  SUBCASE("because nobody asked") {}

  CHECK(world.verdict() == "blocked: observe");
}

TEST_CASE("a campaign that the service does not have is missing") {
  World world;
  world.observed.campaigns.clear();
  world.observed.absent.emplace(kId, "Campaign not found");
  CHECK(world.verdict() == "missing: not-found");
}

TEST_CASE("an entry without an id is found by its name, where exactly one editable campaign has it") {
  World world;
  world.entry().id.reset();
  world.entry().name = {"Eid greeting", {}, "Eid greeting"};
  CHECK(world.verdict() == "unchanged");

  SUBCASE("two have it: both ids are named") {
    world.observed.campaigns.emplace(kOtherId, World::campaign(kOtherId));
    CHECK(world.verdict() == "invalid: ambiguous-name");
    const std::string detail = world.plan().entries.front().detail;
    CHECK(detail.find(kId.str()) != std::string::npos);
    CHECK(detail.find(kOtherId.str()) != std::string::npos);
  }
  SUBCASE("the other one has started: it does not count") {
    auto other = World::campaign(kOtherId);
    other.status = CampaignStatus::kRunning;
    world.observed.campaigns.emplace(kOtherId, other);
    CHECK(world.verdict() == "unchanged");
  }
  SUBCASE("one list was not read: nobody knows how many have it") {
    world.observed.drafts_failure = "HTTP 500";
    CHECK(world.verdict() == "blocked: observe");
  }
  SUBCASE("another entry names it by its id: that one counts") {
    DesiredCampaign other{Handle::parse("by-id").value()};
    other.id = {kId, {}, ""};
    world.desired.campaigns.push_back(other);
    CHECK(world.verdict() == "invalid: same-campaign");
    CHECK(world.plan().entries.back().action == Action::kUnchanged);
  }
}

TEST_CASE("a sample campaign and an unknown status are invalid") {
  World world;
  SUBCASE("sample") {
    world.seen().is_sample = true;
    CHECK(world.verdict() == "invalid: sample");
  }
  SUBCASE("status") {
    world.seen().status = CampaignStatus::kUnknown;
    world.seen().status_text = "archived";
    CHECK(world.verdict() == "invalid: unknown-status");
  }
}

TEST_CASE("a suspended entry is left alone, even where it asks for a disarm") {
  World world;
  world.entry().suspend = true;
  world.wants_time(std::nullopt);
  CHECK(world.verdict() == "suspended");
  CHECK(world.plan().entries.front().patches.empty());
}

TEST_CASE("what has started is unchanged where it agrees and immutable where it differs") {
  World world;
  world.seen().status = CampaignStatus::kRunning;
  CHECK(world.verdict() == "unchanged");
  SUBCASE("another time") {
    world.wants_time(kNow + 72h);
    CHECK(world.verdict() == "immutable: started");
  }
  SUBCASE("a disarm comes too late") {
    world.wants_time(std::nullopt);
    CHECK(world.verdict() == "immutable: started");
  }
  SUBCASE("a name that does not resolve differs") {
    world.wants_template("no_such");
    CHECK(world.verdict() == "immutable: started");
  }
}

TEST_CASE("a disarm is always allowed and travels alone, before what else differs") {
  World world;
  world.wants_time(std::nullopt);
  world.wants_template("opening_hours");
  world.seen().scheduled_for = kNow + 1s;

  const PlanEntry entry = world.plan().entries.front();

  CHECK(entry.action == Action::kUpdate);
  CHECK(entry.is_requested_disarm);
  REQUIRE(entry.patches.size() == 2);
  Patch disarm;
  disarm.schedule.emplace();
  CHECK(entry.patches[0] == disarm);
  CHECK(entry.patches[1].template_id == kOtherTemplate);
  CHECK_FALSE(entry.patches[1].schedule.has_value());
}

TEST_CASE("nothing that is wrong with the rest of an entry keeps its disarm back") {
  World world;
  world.wants_time(std::nullopt);
  SUBCASE("an unknown template") {
    world.wants_template("no_such");
  }
  SUBCASE("no catalog") {
    world.wants_template("opening_hours");
    world.catalog_was_read = false;
  }
  SUBCASE("clocks apart") {
    world.wants_template("opening_hours");
    world.observed.clock_ahead = 61s;
  }
  SUBCASE("frozen") {
    world.memory.campaigns.emplace(kId, CampaignMemory{world.seen()}).first->second.frozen = kNow;
  }
  SUBCASE("no time at the service") {
    world.seen().scheduled_for.reset();
  }
  CHECK(world.verdict() == "update");
  CHECK(world.plan().entries.front().patches.size() == 1);
}

TEST_CASE("names that do not resolve are invalid, each for its own reason") {
  World world;
  SUBCASE("unknown template") {
    world.wants_template("no_such");
    CHECK(world.verdict() == "invalid: unknown-template");
  }
  SUBCASE("a template in two languages") {
    world.catalog.templates[1].name = "eid_greeting";
    world.catalog.templates[1].language = "en";
    world.wants_template("eid_greeting");
    CHECK(world.verdict() == "invalid: ambiguous-template");
  }
  SUBCASE("an authentication template") {
    world.catalog.templates[1].category = "AUTHENTICATION";
    world.wants_template("opening_hours");
    CHECK(world.verdict() == "invalid: template-category");
  }
  SUBCASE("unknown number") {
    world.entry().phone_number = {PhoneDigits{"9640000"}, {}, "+9640000"};
    CHECK(world.verdict() == "invalid: unknown-number");
  }
  SUBCASE("a template of another account than the campaign's number") {
    world.catalog.templates[1].account = 1;
    world.wants_template("opening_hours");
    CHECK(world.verdict() == "invalid: two-accounts");
  }
  SUBCASE("a deleted template counts where nothing else has the name, a living one before it") {
    world.catalog.templates.push_back(world.catalog.templates[1]);
    world.catalog.templates.back().id = TemplateId::parse("a00000000000000000000003").value();
    world.catalog.templates.back().status = "DELETED";
    world.wants_template("opening_hours");
    CHECK(world.verdict() == "update");
    CHECK(world.plan().entries.front().patches.front().template_id == kOtherTemplate);
  }
}

TEST_CASE("equal is equal whatever shape the service answers in") {
  World world;
  world.entry().message_template = {TemplateName{"eid_greeting", "ar"}, {}, "eid_greeting/ar"};
  world.entry().phone_number = {PhoneDigits{"9647701234567"}, {}, "+964 770 123 4567"};
  world.wants_time(kNow + 48h);
  SUBCASE("ids") {}
  SUBCASE("objects without an id") {
    world.seen().message_template = ObservedTemplate{std::nullopt, "eid_greeting", "ar"};
    world.seen().phone_number = ObservedNumber{std::nullopt, digits_of("+964 770 123 4567")};
  }
  CHECK(world.verdict() == "unchanged");
}

TEST_CASE("a draft's scheduledFor is never read: null agrees with it, a time arms it") {
  World world;
  world.seen().status = CampaignStatus::kDraft;
  SUBCASE("null") {
    world.wants_time(std::nullopt);
    CHECK(world.verdict() == "unchanged");
  }
  SUBCASE("the very time that stands in the draft") {
    world.wants_time(world.seen().scheduled_for);
    CHECK(world.verdict() == "update");
    CHECK(world.plan().entries.front().patches.front().schedule == Schedule(kNow + 48h));
  }
}

TEST_CASE("a scheduled campaign without a time is invalid") {
  World world;
  world.seen().scheduled_for.reset();
  world.wants_time(kNow + 72h);
  CHECK(world.verdict() == "invalid: no-time");
}

TEST_CASE("what a person took off the clock stays off until the entry's own keys change") {
  World world;
  world.seen().status = CampaignStatus::kDraft;
  world.wants_time(kNow + 72h);
  auto& memory = world.memory.campaigns.emplace(kId, CampaignMemory{world.seen()}).first->second;
  memory.elsewhere = TakenElsewhere{Elsewhere::kDisarmed, "as it was", kNow + 48h, kNow};
  CHECK(world.verdict() == "blocked: disarmed-elsewhere");

  SUBCASE("they change") {
    world.entry().own_keys = "changed";
    CHECK(world.verdict() == "update");
  }
  SUBCASE("moved later instead") {
    memory.elsewhere->what = Elsewhere::kPostponed;
    CHECK(world.verdict() == "blocked: postponed-elsewhere");
  }
}

TEST_CASE("clocks exactly 60 s apart are together, one millisecond more and nothing is armed or changed") {
  World world;
  world.wants_time(kNow + 72h);
  for (const auto sign : {1, -1}) {
    world.observed.clock_ahead = sign * 60000ms;
    CHECK(world.verdict() == "update");
    world.observed.clock_ahead = sign * 60001ms;
    CHECK(world.verdict() == "blocked: clock");
  }
}

TEST_CASE("a new time must be after now + minLead and not after now + maxLead") {
  World world;
  const std::vector<std::pair<std::chrono::milliseconds, std::string>> cases{{-1h, "blocked: past"},
                                                                             {1min, "blocked: past"},
                                                                             {1min + 1ms, "update"},
                                                                             {400 * 24h, "update"},
                                                                             {400 * 24h + 1ms, "blocked: far"}};
  for (const auto& one : cases) {
    CAPTURE(one.first.count());
    world.wants_time(kNow + one.first);
    CHECK(world.verdict() == one.second);
  }
}

TEST_CASE("a campaign is locked from lockWindow before its start on") {
  World world;
  world.wants_time(kNow + 72h);
  world.seen().scheduled_for = kNow + 10min + 1ms;
  CHECK(world.verdict() == "update");
  CHECK(world.plan().changes_at == kNow + 1ms);
  world.seen().scheduled_for = kNow + 10min;
  CHECK(world.verdict() == "locked: lockWindow");
}

TEST_CASE("only an approved template and a connected number are armed") {
  World world;
  world.seen().status = CampaignStatus::kDraft;
  world.wants_time(kNow + 72h);
  SUBCASE("template") {
    world.catalog.templates[0].status = "PAUSED";
    CHECK(world.verdict() == "blocked: requireApprovedTemplate");
    world.policy.require_approved_template = false;
    CHECK(world.verdict() == "update");
  }
  SUBCASE("number") {
    world.catalog.numbers[0].status = "BANNED";
    CHECK(world.verdict() == "blocked: requireConnectedNumber");
    world.policy.require_connected_number = false;
    CHECK(world.verdict() == "update");
  }
}

TEST_CASE("what was against a policy already is a warning, so that something else can be mended") {
  World world;
  world.catalog.templates[0].status = "PAUSED";
  world.entry().category = {Category::kUtility, {}, "UTILITY"};
  CHECK(world.verdict() == "update");
  CHECK(world.plan().entries.front().warnings.front().rule == "requireApprovedTemplate");
}

TEST_CASE("a patch carries the fields that differ and nothing else") {
  World world;
  world.wants_time(kNow + 48h);
  world.wants_template("opening_hours");

  const PlanEntry entry = world.plan().entries.front();

  Patch expected;
  expected.template_id = kOtherTemplate;
  CHECK(entry.patches == std::vector{expected});
  CHECK(entry.fields == std::vector{FieldChange{Field::kTemplate, "eid_greeting/ar", "opening_hours/ar", {}}});
}

TEST_CASE("campaigns that no entry names are unmanaged, the soonest first, samples left out") {
  World world;
  world.desired.campaigns.clear();
  auto draft = World::campaign(kOtherId);
  draft.status = CampaignStatus::kDraft;
  world.observed.campaigns.emplace(kOtherId, draft);

  const Plan plan = world.plan();

  REQUIRE(plan.unmanaged.size() == 2);
  CHECK(plan.unmanaged[0].id == kId);
  CHECK(plan.unmanaged[1].id == kOtherId);
  CHECK_FALSE(plan.unmanaged[1].scheduled_for.has_value());
  world.seen().is_sample = true;
  CHECK(world.plan().unmanaged.size() == 1);
}

// `count` campaigns of which the first `changing` are to move, each with `recipients`.
World many(int count, int changing, std::int64_t recipients = 1) {
  World world;
  world.desired.campaigns.clear();
  world.observed.campaigns.clear();
  for (int i = 0; i < count; ++i) {
    std::string digits = std::to_string(i);
    const auto id = CampaignId::parse(std::string(CampaignId::kLength - digits.size(), '0') + digits).value();
    auto seen = World::campaign(id);
    seen.recipients = recipients;
    world.observed.campaigns.emplace(id, seen);
    DesiredCampaign entry{Handle::parse("c" + digits).value()};
    entry.id = {id, {}, ""};
    entry.scheduled_for = {i < changing ? kNow + 72h : kNow + 48h, {}, ""};
    world.desired.campaigns.push_back(entry);
  }
  return world;
}

TEST_CASE("the budget holds a plan one beyond each limit and passes it at the limit") {
  CHECK_FALSE(many(100, 10).plan().held.has_value());
  CHECK(many(100, 11).plan().held.value().because == "maxChanges: 11 > 10");
  CHECK_FALSE(many(10, 5).plan().held.has_value());
  CHECK(many(10, 6).plan().held.value().because == "maxChangeRatio: 6 of 10 (60 %) > 50 %");
  CHECK_FALSE(many(9, 9).plan().held.has_value());
  CHECK_FALSE(many(100, 10, 500).plan().held.has_value());
  CHECK(many(100, 10, 501).plan().held.value().because == "maxRecipients: 5010 > 5000");
}

TEST_CASE("a held plan names every limit that it passes") {
  World world;
  world.wants_time(kNow + 49h);
  world.policy.max_changes = 0;
  world.policy.max_recipients = 811;
  REQUIRE(world.plan().held);
  CHECK(world.plan().held->because == "maxChanges: 1 > 0; maxRecipients: 812 > 811");
}

TEST_CASE("recipients beyond all reason do not overflow the budget") {
  World world;
  world.wants_time(kNow + 49h);
  world.seen().recipients = std::numeric_limits<std::int64_t>::max();
  CHECK(world.plan().held);
}

TEST_CASE("disarms that the file asks for do not count in the budget") {
  World world = many(20, 20);
  for (DesiredCampaign& entry : world.desired.campaigns) entry.scheduled_for->value.reset();
  CHECK(world.plan().count(Action::kUpdate) == 20);
  CHECK_FALSE(world.plan().held.has_value());
}

TEST_CASE("a held plan's id is that of its effects: the same for the same, another for any other") {
  World world = many(100, 11);
  const std::string id = world.plan().held.value().plan;
  CHECK(world.plan().held.value().plan == id);
  world.desired.campaigns.front().scheduled_for->value = kNow + 73h;
  CHECK(world.plan().held.value().plan != id);
}

}  // namespace
}  // namespace campaignd
