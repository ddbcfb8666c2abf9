#include "plans.h"

#include <string>
#include <utility>

namespace campaignd::testing {

namespace {

CampaignId campaign_id(unsigned number) {
  std::string digits = std::to_string(number);
  return CampaignId::parse("665f0c2ab1e4d2a7c9f0" + std::string(4 - digits.size(), '0') + digits).value();
}

PlanEntry numbered(unsigned number, std::string_view handle, std::string name, Action action) {
  PlanEntry made = entry(handle, action);
  made.id = campaign_id(number);
  made.name = std::move(name);
  made.at = Mark{0, 2 + 5 * number, 3};
  made.recipients = 100 + number;
  return made;
}

PlanEntry moved_time() {
  PlanEntry made = numbered(1, "eid-greeting", "تهنئة عيد الفطر", Action::kUpdate);
  made.cause = Cause::kFile;
  made.scheduled_for = at("2026-12-01T14:00:00.000Z");
  made.urgency = made.scheduled_for;
  made.recipients = 812;
  made.fields = {
      {Field::kTemplate, "eid_greeting/ar", "eid_greeting_v2/ar", Mark{0, 9, 15}},
      {Field::kScheduledFor, at("2026-12-01T14:00:00.000Z"), at("2026-12-01T15:00:00.000Z"), Mark{0, 11, 19}}};
  made.patches = {Patch{.name = {},
                        .template_id = TemplateId::parse("64aa00000000000000000002"),
                        .phone_number_id = {},
                        .schedule = Schedule(at("2026-12-01T15:00:00.000Z")),
                        .category = {}}};
  made.warnings = {{"requireCredit", "the project's credit of 40 000 IQD covers 512 of the 812 recipients"}};
  return made;
}

PlanEntry disarmed() {
  PlanEntry made = numbered(2, "winter-sale", "Winter sale", Action::kUpdate);
  made.cause = Cause::kFile;
  made.is_requested_disarm = true;
  made.urgency = made.scheduled_for;
  made.fields = {{Field::kPhoneNumber, "+9647701234567", "+9647707654321", Mark{0, 14, 18}},
                 {Field::kScheduledFor, *made.scheduled_for, FieldValue{}, Mark{0, 15, 19}}};
  Patch disarm;
  disarm.schedule = Schedule();
  Patch number;
  number.phone_number_id = PhoneNumberId::parse("64bb00000000000000000003");
  made.patches = {disarm, number};
  return made;
}

PlanEntry armed() {
  PlanEntry made = numbered(3, "berlin-opening", "Eröffnung Berlin", Action::kUpdate);
  made.timezone = "Europe/Berlin";
  made.status = "draft";
  made.scheduled_for.reset();
  made.recipients = 1;
  made.cause = Cause::kService;
  made.urgency = at("2026-11-25T09:30:00.000Z");
  made.fields = {{Field::kScheduledFor, FieldValue{}, at("2026-11-25T09:30:00.000Z"), Mark{0, 19, 19}}};
  made.patches = {Patch{}};
  made.patches[0].schedule = Schedule(at("2026-11-25T09:30:00.000Z"));
  return made;
}

PlanEntry locked() {
  PlanEntry made = numbered(4, "ramadan-offer", "عرض رمضان", Action::kLocked);
  made.reason = "lockWindow";
  made.detail = "it starts in 4 min, and nothing changes in the last 10 min before a start";
  made.scheduled_for = at("2026-11-24T09:04:00.000Z");
  made.clears_at = made.scheduled_for;
  made.urgency = made.scheduled_for;
  made.cause = Cause::kBoth;
  made.fields = {{Field::kCategory, "MARKETING", "UTILITY", Mark{0, 24, 15}}};
  return made;
}

PlanEntry blocked() {
  PlanEntry made = numbered(5, "night-owl", "عرض الليل", Action::kBlocked);
  made.reason = "sendHours";
  made.detail = "2026-12-05 23:00 +03:00 lies outside of 09:00 to 21:00 Asia/Baghdad";
  made.cause = Cause::kFile;
  made.urgency = made.scheduled_for;
  made.fields = {{Field::kScheduledFor, *made.scheduled_for, at("2026-12-05T20:00:00.000Z"), Mark{0, 29, 19}}};
  Verdict verdict;
  verdict.rule = "sendHours";
  verdict.answer = Answer::kObjects;
  verdict.nearest = at("2026-12-06T06:00:00.000Z");
  made.asked = {verdict};
  return made;
}

PlanEntry immutable() {
  PlanEntry made = numbered(6, "flash-sale", "Flash sale", Action::kImmutable);
  made.status = "running";
  made.reason = "started";
  made.detail = "it started 30 min ago, and a started campaign cannot be changed";
  made.scheduled_for = at("2026-11-24T08:30:00.000Z");
  made.urgency = made.scheduled_for;
  made.fields = {{Field::kTemplate, "flash/en", "flash_v2/en", Mark{0, 34, 15}}};
  return made;
}

PlanEntry missing() {
  PlanEntry made = numbered(7, "lost", "", Action::kMissing);
  made.id.reset();
  made.status.reset();
  made.scheduled_for.reset();
  made.recipients.reset();
  made.reason = "not-found";
  made.detail = "no editable campaign is named \"Lost\"; make it in the OTPIQ dashboard, or mend `name`";
  return made;
}

PlanEntry invalid() {
  PlanEntry made = numbered(8, "typo", "Typo", Action::kInvalid);
  made.reason = "unknown-template";
  made.detail = "the project has no template \"welcom/en\"; did you mean \"welcome/en\"?";
  made.fields = {{Field::kTemplate, "welcome/ar", "welcom/en", Mark{0, 44, 15}}};
  return made;
}

PlanEntry unobserved() {
  PlanEntry made = numbered(9, "hidden", "", Action::kBlocked);
  made.status.reset();
  made.scheduled_for.reset();
  made.recipients.reset();
  made.reason = "observe";
  made.detail = "the service answered 503";
  return made;
}

std::vector<Unmanaged> strangers() {
  return {{campaign_id(91), "رأس السنة", "scheduled", at("2026-12-31T18:00:00.000Z"), Handle::parse("new-year"), false},
          {campaign_id(92), "Loyalty", "scheduled", at("2027-01-15T09:00:00.000Z"), std::nullopt, false},
          {campaign_id(93), "مسودة", "draft", std::nullopt, std::nullopt, false}};
}

}  // namespace

WallTime at(std::string_view rfc3339) {
  return parse_rfc3339(rfc3339).value();
}

PlanEntry entry(std::string_view handle, Action action) {
  PlanEntry made{.handle = Handle::parse(handle).value(),
                 .at = Mark{0, 7, 3},
                 .id = campaign_id(0),
                 .name = std::string(handle),
                 .status = "scheduled",
                 .action = action,
                 .reason = "",
                 .detail = "",
                 .clears_at = {},
                 .cause = {},
                 .scheduled_for = at("2026-12-05T09:00:00.000Z"),
                 .recipients = 100,
                 .timezone = "Asia/Baghdad",
                 .fields = {},
                 .patches = {},
                 .warnings = {},
                 .asked = {},
                 .changes_at = {},
                 .after = {},
                 .urgency = {}};
  return made;
}

Plan empty_plan() {
  Plan plan;
  plan.revision = {"sha256:9c1f5a0b7d3e4f60818283848586878889909192939495969798999a9b9c9d9e", "campaigns.yaml",
                   std::nullopt};
  plan.now = at("2026-11-24T09:00:00.000Z");
  plan.files = {"campaigns.yaml"};
  return plan;
}

Plan plan_of(std::vector<PlanEntry> entries) {
  Plan plan = empty_plan();
  plan.entries = std::move(entries);
  return plan;
}

Plan plan_with_everything() {
  Plan plan = plan_of({moved_time(), disarmed(), armed(), locked(), blocked(), immutable(), missing(), invalid(),
                       unobserved(), numbered(10, "resting", "Resting", Action::kSuspended)});
  for (unsigned i = 11; i <= 21; ++i) {
    plan.entries.push_back(numbered(i, "steady-" + std::to_string(i), "Steady", Action::kUnchanged));
  }
  plan.revision.commit = "0123456789abcdef0123456789abcdef01234567";
  plan.unmanaged = strangers();
  plan.warnings = {
      {"onRemove", "new-year is in no file any more and still goes out; put it back, or set its time to null"}};
  return plan;
}

Catalog small_catalog() {
  Catalog catalog;
  catalog.accounts = {{"waba-1", "متجر بغداد", 0}, {"waba-2", "Erbil store", 0}};
  catalog.templates = {
      {TemplateId::parse("64aa00000000000000000002").value(), "welcome", "en", "MARKETING", "APPROVED", 0},
      {TemplateId::parse("64aa00000000000000000001").value(), "eid_greeting", "ar", "MARKETING", "PAUSED", 1},
      {TemplateId::parse("64aa00000000000000000003").value(), "login_code", "en", "AUTHENTICATION", "APPROVED", 0}};
  catalog.numbers = {{PhoneNumberId::parse("64bb00000000000000000001").value(),
                      {"9647701234567"},
                      "+964 770 123 4567",
                      "متجر بغداد",
                      "CONNECTED",
                      "GREEN",
                      "TIER_1K",
                      0},
                     {PhoneNumberId::parse("64bb00000000000000000002").value(),
                      {"9647507654321"},
                      "+964 750 765 4321",
                      "Erbil store",
                      "BANNED",
                      "RED",
                      "NOT_SET",
                      1}};
  return catalog;
}

}  // namespace campaignd::testing
