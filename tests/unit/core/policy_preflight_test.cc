// preflight at its edges: when it is due, what it looks at, what it takes off, and when that may go on again.
#include <doctest/doctest.h>

#include "unit/core/project.h"

namespace campaignd {
namespace {

using namespace std::chrono_literals;

// `eid` stands at this distance from now, agreed with its entry, its template gone bad.
TestProject about_to_lock(std::chrono::milliseconds away, Preflight preflight) {
  TestProject project;
  project.policy.preflight = preflight;
  project.moves("eid", project.now + away, project.now + away);
  project.catalog.templates.front().status = "PAUSED";
  return project;
}

std::string warned(const TestProject& project) {
  std::string text;
  for (const Warning& warning : project.entry("eid").warnings) text += warning.rule + ": " + warning.detail;
  return text;
}

TEST_CASE("the last look is due a minute before the lock falls, not earlier, and takes off until it has fallen") {
  CHECK(about_to_lock(11min + 1ms, Preflight::kDisarm).verdict("eid") == "unchanged");
  CHECK(about_to_lock(11min + 1ms, Preflight::kDisarm).plan().changes_at == TestProject().now + 1ms);
  CHECK(about_to_lock(11min, Preflight::kDisarm).verdict("eid") == "update: preflight");
  CHECK(about_to_lock(10min + 1ms, Preflight::kDisarm).verdict("eid") == "update: preflight");
  CHECK(about_to_lock(10min, Preflight::kDisarm).verdict("eid") == "unchanged");
  CHECK(warned(about_to_lock(10min, Preflight::kDisarm)) == "preflight: template eid_greeting/ar is PAUSED");
  CHECK(warned(about_to_lock(11min + 1ms, Preflight::kDisarm)) == "");
}

TEST_CASE("what it takes off leaves as a disarm alone, counts as a change, and says what is bad") {
  TestProject project = about_to_lock(11min, Preflight::kDisarm);
  const PlanEntry entry = project.entry("eid");
  CHECK(entry.patches == std::vector{Patch{.schedule = Schedule{}}});
  CHECK_FALSE(entry.is_requested_disarm);
  CHECK(entry.detail == "pre-flight takes it off the clock: template eid_greeting/ar is PAUSED");
  CHECK(entry.fields.size() == 1);
  CHECK(project.plan().looks_last);
  project.policy.max_changes = 0;
  CHECK(project.plan().held);
}

TEST_CASE("off looks at nothing, warn only warns") {
  CHECK(warned(about_to_lock(11min, Preflight::kOff)) == "");
  CHECK_FALSE(about_to_lock(11min, Preflight::kOff).plan().looks_last);
  CHECK(about_to_lock(11min, Preflight::kWarn).verdict("eid") == "unchanged");
  CHECK(warned(about_to_lock(11min, Preflight::kWarn)) == "preflight: template eid_greeting/ar is PAUSED");
}

TEST_CASE("it looks at template, number, recipients and credit, as far as these are asked for at all") {
  TestProject project = about_to_lock(11min, Preflight::kWarn);
  project.policy.require_approved_template = false;
  CHECK(warned(project) == "");
  project.catalog.numbers.front().status = "BANNED";
  CHECK(warned(project) == "preflight: number +9647700000001 is BANNED");
  project.policy.require_connected_number = false;
  project.has("eid", project.now + 11min).recipients = 0;
  CHECK(warned(project) == "preflight: it has no recipients");
  project.policy.require_recipients = CheckLevel::kOff;
  project.has("eid", project.now + 11min).estimated_cost = 1'000'000.5;
  CHECK(warned(project) == "preflight: the credit does not last for it");
  project.has("eid", project.now + 11min).estimated_cost = 1'000'000;
  CHECK(warned(project) == "");
  project.has("sooner", project.now + 5min).estimated_cost = 1;
  CHECK(warned(project) == "preflight: the credit does not last for it");
  project.policy.require_credit = CheckLevel::kOff;
  CHECK(warned(project) == "");
}

TEST_CASE("an update is looked at as it will be: one that moves away, or mends what is bad, is let go") {
  TestProject project = about_to_lock(11min, Preflight::kDisarm);
  SUBCASE("away") {
    project.desired.campaigns.front().scheduled_for->value = project.at("12:00");
  }
  SUBCASE("mended") {
    auto good = project.catalog.templates.front();
    good.id = TemplateId::parse("a00000000000000000000002").value();
    good.name = "other";
    good.status = "APPROVED";
    project.catalog.templates.push_back(good);
    project.desired.campaigns.front().message_template = {TemplateName{"other", std::nullopt}, {}, "other"};
    CHECK(warned(project) == "");
  }
  CHECK(project.verdict("eid") == "update");
}

TEST_CASE("an update that is refused leaves the campaign where it is, and that is looked at") {
  TestProject project = about_to_lock(11min, Preflight::kDisarm);
  project.desired.campaigns.front().scheduled_for->value = project.now + 900 * 24h;
  CHECK(project.verdict("eid") == "update: preflight");
}

TEST_CASE("suspended and unmanaged campaigns are not taken off, nor one that somebody asks to be off anyway") {
  TestProject project = about_to_lock(11min, Preflight::kDisarm);
  SUBCASE("suspended") {
    project.desired.campaigns.front().suspend = true;
    CHECK(project.verdict("eid") == "suspended");
  }
  SUBCASE("unmanaged") {
    project.desired.campaigns.clear();
    CHECK(project.plan().entries.empty());
    CHECK_FALSE(project.plan().unmanaged.front().disarm);
  }
  SUBCASE("asked for") {
    project.desired.campaigns.front().scheduled_for->value.reset();
    CHECK(project.verdict("eid") == "update");
    CHECK(project.entry("eid").is_requested_disarm);
  }
}

TEST_CASE("what it took off stays off until what was bad is good") {
  TestProject project;
  project.policy.preflight = Preflight::kDisarm;
  project.moves("eid", std::nullopt, project.at("12:00"));
  CampaignMemory memory{project.has("eid", std::nullopt)};
  memory.preflight_took = project.at("12:00");
  project.memory.campaigns.emplace(TestProject::id_of("eid"), memory);
  project.policy.require_approved_template = true;

  project.catalog.templates.front().status = "PAUSED";
  CHECK(project.verdict("eid") == "blocked: preflight");
  project.catalog.templates.front().status = "APPROVED";
  CHECK(project.verdict("eid") == "update");
  project.catalog.numbers.front().status = "FLAGGED";
  CHECK(project.verdict("eid") == "blocked: preflight");
  project.catalog.numbers.front().status = "CONNECTED";
  project.has("eid", std::nullopt).recipients = 0;
  CHECK(project.verdict("eid") == "blocked: preflight");
  project.has("eid", std::nullopt).estimated_cost = 1'000'001;
  CHECK(project.verdict("eid") == "blocked: preflight");
  project.has("eid", std::nullopt).estimated_cost = 1'000'000;
  CHECK(project.verdict("eid") == "update");

  SUBCASE("and is not taken for somebody's drift when it goes on again") {
    project.policy.drift = DriftPolicy::kReport;
    auto& known = project.memory.campaigns.begin()->second;
    auto seen = project.has("eid", std::nullopt);
    seen.status = CampaignStatus::kScheduled;
    seen.scheduled_for = project.at("12:00");
    known.agreed = Agreement{seen, "first", "scheduledFor=2026-12-02T12:00:00.000Z\n", project.now};
    CHECK(project.entry("eid").cause == std::nullopt);  // that was us
    CHECK(project.verdict("eid") == "update");
  }
  SUBCASE("who does not want to have it taken off any more has it back") {
    project.catalog.templates.front().status = "PAUSED";
    project.policy.preflight = Preflight::kWarn;
    project.policy.require_approved_template = false;
    CHECK(project.verdict("eid") == "update");
  }
}

}  // namespace
}  // namespace campaignd
