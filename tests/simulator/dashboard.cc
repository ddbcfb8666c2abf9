#include "simulator/dashboard.h"

#include <algorithm>

namespace campaignd::simulator {
namespace {

bool set_field(const Catalog& catalog, Campaign& campaign, const std::string& key, const Json& value, Instant now);
bool set_text(std::string& field, const Json& value);
bool set_id(std::string& field, const Json& value, const std::optional<std::string>& resolved);
bool set_time(std::optional<Instant>& field, const Json& value, Instant now);
bool set_recipients(Campaign& campaign, const Json& value);
bool set_omitted(Campaign& campaign, const Json& value);
void follow_status(Campaign& campaign, const Json& fields, Instant now);
void follow_billing(Campaign& campaign, const Json& fields);

}  // namespace

std::vector<std::string> edit_campaign(Project& project, Campaign& campaign, const Json& fields, Instant now) {
  std::vector<std::string> kept;
  campaign.updated_at = now;
  for (const auto& [key, value] : fields.items()) {
    if (key == "_id") continue;
    if (set_field(project.catalog, campaign, key, value, now)) {
      campaign.extra.erase(key);
    } else {
      campaign.extra[key] = value;
      kept.push_back(key);
    }
  }
  follow_status(campaign, fields, now);
  project.changed(campaign);
  return kept;
}

Campaign& add_campaign(Project& project, const Json& fields, Instant now) {
  Campaign campaign;
  campaign.id = lower_case(text_at(fields, "_id"));
  campaign.name = "Campaign " + std::to_string(project.size() + 1);
  campaign.created_at = now;
  Campaign& stored = project.add(std::move(campaign));
  edit_campaign(project, stored, fields, now);
  if (!fields.contains("category")) {
    const Template* chosen = project.catalog.template_by_id(stored.template_id);
    if (chosen != nullptr) stored.category = chosen->category;
  }
  if (!fields.contains("updatedAt")) stored.updated_at = stored.created_at;
  follow_billing(stored, fields);
  return stored;
}

namespace {

bool set_field(const Catalog& catalog, Campaign& campaign, const std::string& key, const Json& value, Instant now) {
  const std::string text = value.is_string() ? value.get<std::string>() : "";
  if (key == "name") return set_text(campaign.name, value);
  if (key == "status") return set_text(campaign.status, value);
  if (key == "category") return set_text(campaign.category, value);
  if (key == "scheduleType") return set_text(campaign.schedule_type, value);
  if (key == "billingStatus") return set_text(campaign.billing_status, value);
  if (key == "template") return set_id(campaign.template_id, value, catalog.template_named(text));
  if (key == "phoneNumber") return set_id(campaign.phone_number_id, value, catalog.number_named(text));
  if (key == "scheduledFor") return set_time(campaign.scheduled_for, value, now);
  if (key == "startedAt") return set_time(campaign.started_at, value, now);
  if (key == "completedAt") return set_time(campaign.completed_at, value, now);
  if (key == "createdAt" || key == "updatedAt") {
    std::optional<Instant> at;
    if (!set_time(at, value, now) || !at) return false;
    (key == "createdAt" ? campaign.created_at : campaign.updated_at) = *at;
    return true;
  }
  if (key == "recipients") return set_recipients(campaign, value);
  if (key == "isSampleCampaign") {
    if (value.is_boolean()) campaign.is_sample = value.get<bool>();
    return value.is_boolean();
  }
  if (key == "sampleOfCampaign") return set_text(campaign.sample_of, value);
  if (key == "omit") return set_omitted(campaign, value);
  return false;
}

bool set_text(std::string& field, const Json& value) {
  if (!value.is_string()) return false;
  field = value.get<std::string>();
  return true;
}

// An id that the catalog does not know is an id all the same.
bool set_id(std::string& field, const Json& value, const std::optional<std::string>& resolved) {
  if (resolved) {
    field = *resolved;
    return true;
  }
  if (!value.is_string() || !is_object_id(value.get<std::string>())) return false;
  field = lower_case(value.get<std::string>());
  return true;
}

bool set_time(std::optional<Instant>& field, const Json& value, Instant now) {
  if (value.is_null()) {
    field.reset();
    return true;
  }
  const auto at = value.is_string() ? parse_when(value.get<std::string>(), now) : std::nullopt;
  if (at) field = at;
  return at.has_value();
}

bool set_recipients(Campaign& campaign, const Json& value) {
  if (value.is_number_integer() && value >= 0 && value <= 1'000'000) {
    campaign.recipients.clear();
    campaign.numbered_recipients = value.get<int>();
    return true;
  }
  if (!value.is_array() || !std::all_of(value.begin(), value.end(), [](const Json& v) { return v.is_string(); })) {
    return false;
  }
  campaign.recipients.clear();
  campaign.numbered_recipients = 0;
  for (const auto& number : value) campaign.recipients.push_back({number.get<std::string>(), nullptr});
  return true;
}

bool set_omitted(Campaign& campaign, const Json& value) {
  if (!value.is_array()) return false;
  campaign.omitted.clear();
  for (const auto& key : value) {
    if (key.is_string()) campaign.omitted.insert(key.get<std::string>());
  }
  return true;
}

// A status that is given alone brings along what usually stands beside it.
void follow_status(Campaign& campaign, const Json& fields, Instant now) {
  if (!fields.contains("status")) return;
  const bool is_draft = campaign.status == "draft";
  if (!fields.contains("scheduleType") && (is_draft || campaign.status == "scheduled")) {
    campaign.schedule_type = is_draft ? "now" : "schedule";
  }
  if (is_draft || campaign.status == "scheduled") {
    if (!fields.contains("startedAt")) campaign.started_at.reset();
    if (!fields.contains("completedAt")) campaign.completed_at.reset();
  }
  const bool has_begun = campaign.status == "running" || campaign.status == "completed" || campaign.status == "failed";
  if (has_begun && !fields.contains("startedAt")) campaign.started_at = now;
  if (has_begun && campaign.status != "running" && !fields.contains("completedAt")) campaign.completed_at = now;
}

// One that is added in the middle of its life has reserved what it costs, and has been charged once it is over.
void follow_billing(Campaign& campaign, const Json& fields) {
  const bool is_completed = campaign.status == "completed";
  if (fields.contains("billingStatus") || (!is_completed && campaign.status != "running")) return;
  campaign.reserved_amount = estimated_cost(campaign);
  campaign.reconciled_amount = is_completed ? campaign.reserved_amount : 0;
  campaign.billing_status = is_completed ? "reconciled" : "reserved";
}

}  // namespace
}  // namespace campaignd::simulator
