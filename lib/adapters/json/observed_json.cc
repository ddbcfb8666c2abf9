#include "adapters/json/observed_json.h"

#include <algorithm>
#include <cstddef>

#include "adapters/json/writer.h"

namespace campaignd {

namespace {

void write_campaign(json::Writer& json, const ObservedCampaign& campaign);
void write_list(json::Writer& json, const CampaignList& list);
void write_resources(json::Writer& json, const Catalog& catalog);
void write_info(json::Writer& json, const Project& project);

// A key whose value is left out where there is none, as the API does it.
template <class Value, class Write>
void write_optional(json::Writer& json, std::string_view key, const std::optional<Value>& value, const Write& write) {
  if (!value) return;
  json.key(key);
  write(*value);
}

void write_text(json::Writer& json, std::string_view key, std::string_view text) {
  if (text.empty()) return;
  json.key(key).text(text);
}

void begin_success(json::Writer& json) {
  json.begin_object();
  json.key("success").boolean(true);
  json.key("data");
}

}  // namespace

std::string observed_json(const ProjectView& view) {
  json::Writer json(json::Layout::kCompact);
  json.begin_object();
  json.key("version").number(1);
  json.key("now").instant(view.now);
  json.key("drafts");
  write_list(json, view.drafts);
  json.key("scheduled");
  write_list(json, view.scheduled);
  json.key("resources");
  write_resources(json, view.catalog);
  json.key("info");
  write_info(json, view.project);
  json.end_object();
  return json.take();
}

std::string observed_json(const ObservedCampaign& campaign) {
  json::Writer json(json::Layout::kCompact);
  begin_success(json);
  write_campaign(json, campaign);
  json.end_object();
  return json.take();
}

namespace {

void write_template(json::Writer& json, const ObservedTemplate& reference) {
  json.begin_object();
  write_text(json, "_id", reference.id ? reference.id->text() : std::string_view());
  write_text(json, "name", reference.name);
  write_text(json, "language", reference.language);
  json.end_object();
}

void write_number(json::Writer& json, const ObservedNumber& reference) {
  json.begin_object();
  write_text(json, "_id", reference.id ? reference.id->text() : std::string_view());
  write_text(json, "phoneNumber", reference.number.digits.empty() ? "" : reference.number.shown());
  json.end_object();
}

void write_campaign(json::Writer& json, const ObservedCampaign& campaign) {
  const auto instant = [&](WallTime value) { json.instant(value); };
  const auto number = [&](auto value) { json.number(value); };
  json.begin_object();
  json.key("_id").text(campaign.id.text());
  write_text(json, "name", campaign.name);
  write_text(json, "status", campaign.status_text);
  write_optional(json, "template", campaign.message_template, [&](const auto& value) { write_template(json, value); });
  write_optional(json, "phoneNumber", campaign.phone_number, [&](const auto& value) { write_number(json, value); });
  write_text(json, "category", campaign.category);
  write_optional(json, "scheduledFor", campaign.scheduled_for, instant);
  write_optional(json, "startedAt", campaign.started_at, instant);
  write_optional(json, "updatedAt", campaign.updated_at, instant);
  write_optional(json, "totalRecipients", campaign.recipients, number);
  write_optional(json, "estimatedTotalCost", campaign.estimated_cost, number);
  write_optional(json, "reservedAmount", campaign.reserved, number);
  json.key("isSampleCampaign").boolean(campaign.is_sample);
  json.end_object();
}

// It has no status, which no reader takes for a campaign.
void write_unreadable(json::Writer& json, const UnreadableRecord& record) {
  json.begin_object();
  write_text(json, "_id", record.id ? record.id->text() : std::string_view());
  write_text(json, "name", record.name.value_or(""));
  write_text(json, "unreadable", record.detail);
  json.end_object();
}

void write_list(json::Writer& json, const CampaignList& list) {
  begin_success(json);
  json.begin_array();
  for (const ObservedCampaign& campaign : list.campaigns) write_campaign(json, campaign);
  for (const UnreadableRecord& record : list.unreadable) write_unreadable(json, record);
  json.end_array();
  json.end_object();
}

void write_catalog_template(json::Writer& json, const CatalogTemplate& each) {
  json.begin_object();
  json.key("id").text(each.id.text());
  write_text(json, "name", each.name);
  write_text(json, "language", each.language);
  write_text(json, "category", each.category);
  write_text(json, "status", each.status);
  json.end_object();
}

void write_catalog_number(json::Writer& json, const CatalogNumber& each) {
  json.begin_object();
  json.key("id").text(each.id.text());
  write_text(json, "phoneNumber", each.number.shown());
  write_text(json, "displayPhoneNumber", each.display);
  write_text(json, "verifiedName", each.verified_name);
  write_text(json, "status", each.status);
  write_text(json, "qualityRating", each.quality);
  write_text(json, "messagingLimit", each.messaging_limit);
  json.end_object();
}

void write_account(json::Writer& json, const Catalog& catalog, std::size_t account) {
  json.begin_object();
  write_text(json, "id", catalog.accounts[account].id);
  write_text(json, "name", catalog.accounts[account].name);
  json.key("phoneNumbers").begin_array();
  for (const CatalogNumber& each : catalog.numbers) {
    if (each.account == account) write_catalog_number(json, each);
  }
  json.end_array();
  json.key("templates").begin_array();
  for (const CatalogTemplate& each : catalog.templates) {
    if (each.account == account) write_catalog_template(json, each);
  }
  json.end_array();
  json.end_object();
}

// Accounts in their own order, each under its business.
void write_resources(json::Writer& json, const Catalog& catalog) {
  begin_success(json);
  json.begin_object();
  json.key("businesses").begin_array();
  std::size_t businesses = 0;
  for (const CatalogAccount& account : catalog.accounts) businesses = std::max(businesses, account.business + 1);
  for (std::size_t business = 0; business < businesses; ++business) {
    json.begin_object();
    json.key("whatsappAccounts").begin_array();
    for (std::size_t account = 0; account < catalog.accounts.size(); ++account) {
      if (catalog.accounts[account].business == business) write_account(json, catalog, account);
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_object();
}

void write_info(json::Writer& json, const Project& project) {
  json.begin_object();
  json.key("projectName").text(project.name);
  json.key("credit").number(project.credit);
  json.end_object();
}

}  // namespace

}  // namespace campaignd
