#include "simulator/answer_shapes.h"

namespace campaignd::simulator {
namespace {

std::string shown_id(const std::string& id, bool upper_case);
Shape shape_for(const Campaign& campaign, Shape shape);
void put_id(Json& object, Shape shape, const std::string& id);
Json template_json(const Template* known, const std::string& id, Shape shape);
Json number_json(const PhoneNumber* known, const std::string& id, Shape shape);
Json time_json(const std::optional<Instant>& at);

}  // namespace

Json campaign_json(const Campaign& campaign, const Catalog& catalog, Shape shape, bool upper_case_ids) {
  const Shape own_shape = shape_for(campaign, shape);
  const int total = recipient_count(campaign);
  const int failed = failed_recipients(campaign);
  const bool is_over = campaign.status == "completed" || campaign.status == "failed";
  Json json = Json::object();
  json["_id"] = shown_id(campaign.id, upper_case_ids);
  json["campaignId"] = "wac_" + campaign.id.substr(campaign.id.size() - 10);
  json["name"] = campaign.name;
  json["status"] = campaign.status;
  json["category"] = campaign.category;
  json["template"] = template_json(catalog.template_by_id(campaign.template_id),
                                   shown_id(campaign.template_id, upper_case_ids), own_shape);
  json["phoneNumber"] = number_json(catalog.number_by_id(campaign.phone_number_id),
                                    shown_id(campaign.phone_number_id, upper_case_ids), own_shape);
  json["scheduleType"] = campaign.schedule_type;
  json["scheduledFor"] = time_json(campaign.scheduled_for);
  json["startedAt"] = time_json(campaign.started_at);
  json["completedAt"] = time_json(campaign.completed_at);
  json["totalRecipients"] = total;
  json["sentCount"] = is_over ? total - failed : 0;
  json["deliveredCount"] = is_over ? total - failed : 0;
  json["failedCount"] = failed;
  json["estimatedTotalCost"] = estimated_cost(campaign);
  json["reservedAmount"] = campaign.reserved_amount;
  json["reconciledAmount"] = campaign.reconciled_amount;
  json["billingStatus"] = campaign.billing_status;
  json["isSampleCampaign"] = campaign.is_sample;
  json["sampleOfCampaign"] = campaign.sample_of.empty() ? Json(nullptr) : Json(campaign.sample_of);
  json["createdAt"] = format_rfc3339(campaign.created_at);
  json["updatedAt"] = format_rfc3339(campaign.updated_at);
  for (const auto& [key, value] : campaign.extra.items()) json[key] = value;
  for (const auto& key : campaign.omitted) json.erase(key);
  return json;
}

Json campaign_state(const Campaign& campaign, const Catalog& catalog) {
  return campaign_json(campaign, catalog, Shape::kPlainId, /*upper_case_ids=*/false);
}

Json recipient_json(const Campaign& campaign, int index) {
  Json json = Json::object();
  json["phoneNumber"] = recipient_number(campaign, index);
  json["status"] = std::string{recipient_status(campaign, index)};
  const auto position = static_cast<std::size_t>(index);
  if (position < campaign.recipients.size() && !campaign.recipients[position].template_parameters.is_null()) {
    json["templateParameters"] = campaign.recipients[position].template_parameters;
  }
  return json;
}

namespace {

std::string shown_id(const std::string& id, bool upper_case) {
  std::string shown = id;
  for (char& c : shown) {
    if (upper_case && c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  }
  return shown;
}

Shape shape_for(const Campaign& campaign, Shape shape) {
  if (shape != Shape::kMixed) return shape;
  constexpr std::array kShapes{Shape::kPlainId, Shape::kObjectWithUnderscoreId, Shape::kObjectWithId,
                               Shape::kObjectWithoutId};
  unsigned sum = 0;
  for (const char c : campaign.id) sum += static_cast<unsigned char>(c);
  return kShapes.at(sum % kShapes.size());
}

void put_id(Json& object, Shape shape, const std::string& id) {
  if (shape == Shape::kObjectWithUnderscoreId) object["_id"] = id;
  if (shape == Shape::kObjectWithId) object["id"] = id;
}

Json template_json(const Template* known, const std::string& id, Shape shape) {
  if (shape == Shape::kPlainId) return id;
  Json object = Json::object();
  put_id(object, shape, id);
  if (known == nullptr) return object;
  object["name"] = known->name;
  object["language"] = known->language;
  object["category"] = known->category;
  return object;
}

Json number_json(const PhoneNumber* known, const std::string& id, Shape shape) {
  if (shape == Shape::kPlainId) return id;
  Json object = Json::object();
  put_id(object, shape, id);
  if (known == nullptr) return object;
  object["displayPhoneNumber"] = known->display;
  object["phoneNumber"] = known->number;
  object["verifiedName"] = known->verified_name;
  return object;
}

Json time_json(const std::optional<Instant>& at) {
  return at ? Json(format_rfc3339(*at)) : Json(nullptr);
}

}  // namespace
}  // namespace campaignd::simulator
