// Memory and records with every field filled, no two alike, for tests that compare whole values.
#pragma once

#include <string>
#include <vector>

#include "core/memory.h"
#include "core/record.h"

namespace campaignd::samples {

inline WallTime at(std::int64_t minutes) {
  return WallTime{std::chrono::milliseconds{1'795'424'400'000 + minutes * 60'000 + 123}};
}

// `n` as a 24-hex id.
inline std::string id_text(unsigned n) {
  std::string text(24, '0');
  for (std::size_t i = 24; i-- > 0 && n != 0; n /= 16) text[i] = "0123456789abcdef"[n % 16];
  return text;
}
inline CampaignId campaign_id(unsigned n) {
  return CampaignId::parse(id_text(n)).value();
}
inline Handle handle(const std::string& text) {
  return Handle::parse(text).value();
}

inline ObservedCampaign observed(unsigned n) {
  ObservedCampaign campaign{.id = campaign_id(n)};
  campaign.name = "عيد مبارك " + std::to_string(n);
  campaign.status = CampaignStatus::kScheduled;
  campaign.status_text = "scheduled";
  campaign.message_template = ObservedTemplate{TemplateId::parse(id_text(n + 1000)), "eid_greeting", "ar"};
  campaign.phone_number = ObservedNumber{PhoneNumberId::parse(id_text(n + 2000)), {"9647701234567"}};
  campaign.category = "MARKETING";
  campaign.scheduled_for = at(600 + n);
  campaign.started_at = at(601);
  campaign.updated_at = at(2);
  campaign.recipients = 812;
  campaign.estimated_cost = 81200.5;
  campaign.reserved = 812000;
  campaign.is_sample = true;
  return campaign;
}

inline CampaignMemory campaign_memory(unsigned n) {
  CampaignMemory memory{.seen = observed(n)};
  memory.seen_at = at(3);
  memory.own_keys = "name: \"x\"\nscheduledFor: 2026-12-01 18:00";
  ObservedCampaign then = observed(n);
  then.name = "another name then";
  then.status = CampaignStatus::kDraft;
  then.recipients.reset();
  memory.agreed = Agreement{then, "own keys then", "managed then", at(4)};
  memory.arming = ArmIntent{at(700), at(5), at(6)};
  memory.elsewhere = TakenElsewhere{Elsewhere::kPostponed, "own keys", at(7), at(8)};
  memory.sets = {{Field::kTemplate, at(9), true}, {Field::kName, at(10), false}, {Field::kTemplate, at(11), false}};
  memory.preflight_took = at(12);
  memory.frozen = at(13);
  memory.freeze_took = at(14);
  memory.named_by = handle("eid-greeting");
  memory.given_name = "Eid greeting";
  return memory;
}

// Only what must be there.
inline CampaignMemory bare_campaign_memory(unsigned n) {
  return {.seen = ObservedCampaign{.id = campaign_id(n)}};
}

inline StoredRevision revision() {
  const std::string odd_bytes("a\0b\xff\r\n", 6);
  return {{"sha256:9c1f", "campaigns.d/", "0123456789abcdef0123456789abcdef01234567"},
          {{"20-second.yaml", odd_bytes}, {"10-first.yaml", ""}},
          at(1)};
}

inline Approval approval(const std::string& plan) {
  return {plan,
          {{campaign_id(1), Field::kScheduledFor, at(600), at(660)},
           {campaign_id(2), Field::kTemplate, std::string("a/ar"), std::string("")},
           {campaign_id(2), Field::kScheduledFor, std::monostate{}, at(700)}},
          5000,
          "uid 1000 (sara)",
          at(20),
          at(21)};
}

// One change of every kind.
inline MemoryChanges everything() {
  MemoryChanges changes;
  changes.last_good = revision();
  changes.campaigns = {{campaign_id(1), campaign_memory(1)}, {campaign_id(2), bare_campaign_memory(2)}};
  changes.bindings = {{handle("eid"), Binding{campaign_id(1), "Eid greeting", "name: Eid greeting"}},
                      {handle("black-friday"), Binding{campaign_id(2), "Black Friday", ""}}};
  changes.pause = Pause{"the wording is wrong", "uid 0 (root)", at(30), at(31), true, true};
  changes.approvals = std::vector{approval("9f3c51aa"), approval("00000001")};
  return changes;
}

// The memory that `everything` leaves behind in an empty one.
inline Memory everything_remembered() {
  Memory memory;
  memory.last_good = revision();
  memory.campaigns = {{campaign_id(1), campaign_memory(1)}, {campaign_id(2), bare_campaign_memory(2)}};
  memory.bindings = {{handle("eid"), Binding{campaign_id(1), "Eid greeting", "name: Eid greeting"}},
                     {handle("black-friday"), Binding{campaign_id(2), "Black Friday", ""}}};
  memory.pause = Pause{"the wording is wrong", "uid 0 (root)", at(30), at(31), true, true};
  memory.approvals = {approval("9f3c51aa"), approval("00000001")};
  return memory;
}

inline bool equal(const Memory& a, const Memory& b) {
  return a.last_good == b.last_good && a.bindings == b.bindings && a.campaigns == b.campaigns && a.pause == b.pause &&
         a.approvals == b.approvals && a.is_clone == b.is_clone;
}

inline Record intent(std::uint64_t number) {
  Record record;
  record.kind = RecordKind::kIntent;
  record.at = at(40);
  record.reconcile = 17;
  record.revision = "sha256:9c1f";
  record.handle = handle("eid");
  record.campaign = campaign_id(1);
  record.action = "arm";
  record.fields = {{Field::kScheduledFor, std::monostate{}, at(600), {1, 12, 19}},
                   {Field::kTemplate, std::string("a/ar"), std::string("b/ar"), {0, 7, 3}}};
  record.patch = Patch{"Eid", TemplateId::parse(id_text(7)), PhoneNumberId::parse(id_text(8)), Schedule{at(600)},
                       Category::kUtility};
  record.intent = number;
  return record;
}

inline Record disarm_intent(std::uint64_t number) {
  Record record = intent(number);
  record.action = "disarm";
  record.patch = Patch{.schedule = Schedule{}};
  return record;
}

inline Record outcome(std::uint64_t number) {
  Record record;
  record.kind = RecordKind::kOutcome;
  record.at = at(41);
  record.handle = handle("eid");
  record.campaign = campaign_id(1);
  record.action = "arm";
  record.reason = "refused";
  record.detail = "400: \"scheduledFor\" is in the past";
  record.intent = number;
  record.outcome = Outcome::kRefused;
  record.attempts = 3;
  record.http_status = 400;
  record.duration = std::chrono::microseconds{12'345};
  record.person = "uid 0 (root)";
  return record;
}

}  // namespace campaignd::samples
