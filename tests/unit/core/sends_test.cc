#include "core/sends.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "unit/core/project.h"

namespace campaignd {

namespace {

struct Listed {
  Plan plan;
  std::vector<Send> sends;

  [[nodiscard]] const Send& of(const std::string& name) const {
    const auto it = std::find_if(sends.begin(), sends.end(), [&](const Send& send) { return send.name == name; });
    REQUIRE(it != sends.end());
    return *it;
  }
  [[nodiscard]] std::string names() const {
    std::string all;
    for (const Send& send : sends) all += (all.empty() ? "" : " ") + send.name;
    return all;
  }
};

// The plan is borrowed from, so that it stays where it is.
std::unique_ptr<Listed> listed(const TestProject& project) {
  auto made = std::make_unique<Listed>();
  made->plan =
      make_plan({project.desired, project.observed, &project.catalog, project.memory, project.policy}, project.now);
  made->sends = sends_of(made->plan, project.observed, &project.catalog, project.policy, project.memory);
  return made;
}

std::string rules_of(const Send& send) {
  std::string all;
  for (const Warning& warning : send.warnings) all += (all.empty() ? "" : " ") + warning.rule;
  return all;
}

}  // namespace

TEST_CASE("what goes out stands soonest first, managed or not; samples, drafts and what is over do not") {
  TestProject project;
  project.has("late", TestProject::at("18:00"));
  project.has("early", TestProject::at("09:00"));
  project.has("middle", TestProject::at("12:00"));
  project.has("sample", TestProject::at("10:00")).is_sample = true;
  project.has("draft", std::nullopt);
  project.has("over", TestProject::at("10:00")).status = CampaignStatus::kCompleted;
  project.has("failed", TestProject::at("10:00")).status = CampaignStatus::kFailed;
  project.wants("middle", TestProject::at("12:00"));

  const auto list = listed(project);

  CHECK(list->names() == "early middle late");
  CHECK(list->of("middle").entry != nullptr);
  CHECK(list->of("early").entry == nullptr);
  CHECK(list->of("middle").message_template == "eid_greeting/ar");
  CHECK(list->of("middle").phone_number == "+9647700000001");
}

TEST_CASE("what is being sent stands first, by an entry or by memory, and is not what will go out") {
  TestProject project;
  project.has("early", TestProject::at("09:00"));
  auto& managed = project.has("managed", project.now - std::chrono::minutes(5));
  managed.status = CampaignStatus::kRunning;
  managed.started_at = project.now - std::chrono::minutes(4);
  auto& released = project.has("released", project.now - std::chrono::minutes(10));
  released.status = CampaignStatus::kRunning;
  released.recipients = 0;
  released.scheduled_for.reset();
  project.memory.campaigns.emplace(released.id, CampaignMemory{released}).first->second.named_by =
      Handle::parse("its-handle");
  auto& sample = project.has("sample", project.now - std::chrono::minutes(5));
  sample.status = CampaignStatus::kRunning;
  sample.is_sample = true;
  project.wants("managed", std::nullopt);

  const auto list = listed(project);

  CHECK(list->names() == "managed released early");
  const Send& now = list->of("managed");
  CHECK(now.outlook == Outlook::kBeingSent);
  CHECK(now.entry != nullptr);
  CHECK(now.started_at == project.now - std::chrono::minutes(4));
  CHECK_FALSE(now.to_be_disarmed);
  CHECK_FALSE(goes_out(now));
  CHECK(is_until(now, project.now));
  CHECK(list->of("released").released_from == Handle::parse("its-handle"));
  CHECK(rules_of(list->of("released")).empty());
}

TEST_CASE("what was on the clock, and whose time came within a day, may be being sent") {
  const WallTime now = TestProject().now;
  const auto may_be = [&](CampaignStatus status, WallTime at) {
    Memory memory;
    const CampaignId id = CampaignId::parse("665f0c2ab1e4d2a7c9f00001").value();
    memory.campaigns.emplace(id, CampaignMemory{ObservedCampaign{.id = id, .status = status, .scheduled_for = at}});
    return may_be_being_sent(memory, now).contains(id);
  };
  using std::chrono::hours;
  using std::chrono::milliseconds;

  CHECK(may_be(CampaignStatus::kScheduled, now));
  CHECK_FALSE(may_be(CampaignStatus::kScheduled, now + milliseconds(1)));
  CHECK(may_be(CampaignStatus::kRunning, now - hours(24) + milliseconds(1)));
  CHECK_FALSE(may_be(CampaignStatus::kRunning, now - hours(24)));
  CHECK_FALSE(may_be(CampaignStatus::kDraft, now));
  CHECK_FALSE(may_be(CampaignStatus::kCompleted, now));
}

TEST_CASE("a draft that the plan arms goes out; one that is refused is kept off") {
  TestProject project;
  project.has("armed", std::nullopt);
  project.has("refused", std::nullopt);
  project.wants("armed", TestProject::at("12:00"));
  project.wants("refused", project.now - std::chrono::hours(1));

  const auto list = listed(project);

  CHECK(list->of("armed").outlook == Outlook::kToBeArmed);
  CHECK(list->of("armed").at == TestProject::at("12:00"));
  CHECK(list->of("refused").outlook == Outlook::kKeptOff);
  CHECK(rules_of(list->of("refused")).empty());
}

TEST_CASE("what is wrong with a campaign is told whether a file names it or not, and once") {
  TestProject project;
  project.catalog.templates.front().status = "PAUSED";
  project.catalog.numbers.front().status = "FLAGGED";
  project.has("managed", TestProject::at("12:00")).recipients = 0;
  project.has("unmanaged", TestProject::at("13:00")).recipients = 0;
  project.has("moved", TestProject::at("14:00")).recipients = 0;
  project.wants("managed", TestProject::at("12:00"));
  project.wants("moved", TestProject::at("15:00"));

  const auto list = listed(project);

  for (const char* name : {"managed", "unmanaged", "moved"}) {
    CAPTURE(name);
    CHECK(rules_of(list->of(name)) == "requireApprovedTemplate requireConnectedNumber requireRecipients");
  }
}

TEST_CASE("a template or number that is missing, or of no catalog, is told") {
  TestProject project;
  auto& bare = project.has("bare", TestProject::at("12:00"));
  bare.message_template.reset();
  bare.phone_number.reset();
  auto& gone = project.has("gone", TestProject::at("13:00"));
  gone.message_template = ObservedTemplate{std::nullopt, "gone", "ar"};
  gone.phone_number = ObservedNumber{std::nullopt, {"9647999999999"}};

  const auto list = listed(project);

  CHECK(rules_of(list->of("bare")) == "template phoneNumber");
  CHECK(rules_of(list->of("gone")) == "template phoneNumber");
  CHECK(list->of("gone").message_template == "gone/ar");
  CHECK(list->of("gone").phone_number == "+9647999999999");
}

TEST_CASE("what is scheduled without a time stands last and may go out at any") {
  TestProject project;
  project.has("timeless", TestProject::at("01:00")).scheduled_for.reset();
  project.has("timed", TestProject::at("12:00"));

  const auto list = listed(project);

  CHECK(list->names() == "timed timeless");
  CHECK(rules_of(list->of("timeless")) == "no-time");
  CHECK(is_until(list->of("timeless"), project.now));
}

TEST_CASE("a window holds what starts in it as it is or after its change, its end included") {
  TestProject project;
  project.has("stays", TestProject::at("12:00"));
  project.has("comes-nearer", TestProject::at("18:00"));
  project.wants("comes-nearer", TestProject::at("12:00"));

  const auto list = listed(project);

  for (const char* name : {"stays", "comes-nearer"}) {
    CAPTURE(name);
    CHECK(is_until(list->of(name), TestProject::at("12:00")));
    CHECK_FALSE(is_until(list->of(name), TestProject::at("12:00") - std::chrono::milliseconds(1)));
  }
}

TEST_CASE("a campaign that an entry names in vain is that entry's, not nobody's") {
  TestProject project;
  project.has("twice", TestProject::at("12:00"));
  project.has("other", TestProject::at("13:00")).name = "twice";
  DesiredCampaign& entry = project.wants("twice", TestProject::at("12:00"));
  entry.id.reset();
  entry.name = {"twice", {}, "twice"};

  const auto list = listed(project);

  REQUIRE(list->sends.size() == 2);
  for (const Send& send : list->sends) {
    REQUIRE(send.entry != nullptr);
    CHECK(send.entry->reason == "ambiguous-name");
  }
}

TEST_CASE("a disarm that the file asks for is announced") {
  TestProject project;
  project.has("stopped", TestProject::at("12:00"));
  project.wants("stopped", std::nullopt);

  CHECK(listed(project)->of("stopped").to_be_disarmed);
}

}  // namespace campaignd
