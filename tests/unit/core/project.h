// A small project for the policies' tests: campaigns at the service, and entries that want them elsewhere. Everything
// that a test does not say is in order: one number, one approved template, plenty of credit.
#pragma once

#include <string>
#include <utility>

#include "core/make_plan.h"

namespace campaignd {

struct TestProject {
  WallTime now = parse_rfc3339("2026-12-01T09:00:00Z").value();
  DesiredState desired;
  Observation observed;
  Catalog catalog;
  Memory memory;
  PolicySettings policy;
  bool catalog_was_read = true;

  TestProject() {
    policy.max_changes = 1'000'000;
    policy.max_change_ratio = 1;
    policy.max_recipients = 1'000'000'000;
    catalog.accounts = {{"account-1", "Shop", 0}, {"account-2", "Branch", 1}};
    catalog.templates = {{template_id(), "eid_greeting", "ar", "MARKETING", "APPROVED", 0}};
    catalog.numbers = {{number_id(1), {"9647700000001"}, "", "", "CONNECTED", "", "TIER_1K", 0},
                       {number_id(2), {"9647700000002"}, "", "", "CONNECTED", "", "TIER_250", 0},
                       {number_id(3), {"9647700000003"}, "", "", "CONNECTED", "", "TIER_250", 1}};
    observed.at = now;
    observed.project = Project{"Shop", 1'000'000};
  }

  static TemplateId template_id() { return TemplateId::parse("a00000000000000000000001").value(); }
  static PhoneNumberId number_id(int number) {
    return PhoneNumberId::parse("b0000000000000000000000" + std::to_string(number)).value();
  }

  // `12:30` of 2026-12-02, a day that lies wholly in the future.
  static WallTime at(const std::string& time) { return parse_rfc3339("2026-12-02T" + time + ":00Z").value(); }

  // A campaign at the service, its name the handle: scheduled, or a draft where there is no time.
  ObservedCampaign& has(const std::string& handle, Schedule time, int number = 1) {
    ObservedCampaign seen{id_of(handle)};
    seen.name = handle;
    seen.status = time ? CampaignStatus::kScheduled : CampaignStatus::kDraft;
    seen.scheduled_for = time;
    seen.message_template = ObservedTemplate{template_id(), "", ""};
    seen.phone_number = ObservedNumber{number_id(number), {}};
    seen.category = "MARKETING";
    seen.recipients = 100;
    return observed.campaigns.insert_or_assign(seen.id, std::move(seen)).first->second;
  }

  // An entry for that campaign that wants this time.
  DesiredCampaign& wants(const std::string& handle, Schedule time) {
    DesiredCampaign entry{Handle::parse(handle).value()};
    entry.id = {id_of(handle), {}, ""};
    entry.scheduled_for = {time, {}, ""};
    entry.own_keys = "first";
    desired.campaigns.push_back(std::move(entry));
    return desired.campaigns.back();
  }

  // Both: it stands at `from` and is to move to `to`.
  ObservedCampaign& moves(const std::string& handle, Schedule from, Schedule to, int number = 1) {
    wants(handle, to);
    return has(handle, from, number);
  }

  static CampaignId id_of(const std::string& handle) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (const char c : handle) {
      const auto byte = static_cast<unsigned char>(c);
      text += {kHex[byte >> 4U], kHex[byte & 0xfU]};
    }
    text.resize(CampaignId::kLength, '0');
    return CampaignId::parse(text).value();
  }

  [[nodiscard]] Plan plan() const {
    return make_plan({desired, observed, catalog_was_read ? &catalog : nullptr, memory, policy}, now);
  }
  [[nodiscard]] PlanEntry entry(const std::string& handle) const {
    const Plan made = plan();
    return *made.find(Handle::parse(handle).value());
  }
  // `update`, or `blocked: spacing`.
  [[nodiscard]] std::string verdict(const std::string& handle) const {
    const PlanEntry found = entry(handle);
    return std::string(to_text(found.action)) + (found.reason.empty() ? "" : ": " + found.reason);
  }
};

}  // namespace campaignd
