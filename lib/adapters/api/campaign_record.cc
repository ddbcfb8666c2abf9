#include "adapters/api/campaign_record.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "adapters/api/object_reference.h"

namespace campaignd {

namespace {

enum class Key : std::uint8_t {
  kId,
  kName,
  kStatus,
  kTemplate,
  kPhoneNumber,
  kCategory,
  kScheduledFor,
  kStartedAt,
  kUpdatedAt,
  kRecipients,
  kEstimatedCost,
  kReserved,
  kIsSample,
  kSampleOf,
  kOther,
};
Key key_named(std::string_view name);
void read_field(Key key, std::string_view name, JsonValue value, ObservedCampaign& campaign, FieldReader& fields);

ObservedCampaign blank_campaign(const CampaignId& id);
std::optional<std::string> name_of(JsonValue record, const ApiKey& secret);

}  // namespace

tl::expected<ObservedCampaign, UnreadableRecord> read_campaign(JsonValue record, const ApiKey& secret) {
  FieldReader fields(secret);
  const auto unreadable = [&](std::optional<CampaignId> id) {
    return tl::unexpected(UnreadableRecord{id, fields.problem(), name_of(record, secret)});
  };
  const auto object = fields.object("the record", record);
  if (!object) return unreadable(std::nullopt);
  const auto id_field = find_field(*object, "_id");
  const auto id = id_field ? read_id<CampaignId>(*id_field) : std::nullopt;
  if (!id_field) fields.refuse("it has no _id");
  if (!id) {
    if (id_field) fields.refuse("_id", *id_field, "an id of 24 hexadecimal digits");
    return unreadable(std::nullopt);
  }

  // One walk over the fields: to look each of ours up would read the record fourteen times.
  ObservedCampaign campaign = blank_campaign(*id);
  std::optional<JsonValue> scheduled_for;
  std::uint32_t seen = 0;
  for (const auto& [name, value] : *object) {
    const Key key = key_named(name);
    if (key == Key::kOther) continue;
    const std::uint32_t bit = 1U << static_cast<unsigned>(key);
    if ((seen & bit) != 0) fields.refuse(std::string(name) + " stands in it twice");
    seen |= bit;
    if (key == Key::kScheduledFor) scheduled_for = value;
    read_field(key, name, value, campaign, fields);
  }
  if (campaign.status_text.empty()) fields.refuse("it has no status");
  campaign.status = parse_campaign_status(campaign.status_text);
  if (scheduled_for) {
    // What a draft has there means nothing, so it cannot make the draft unreadable.
    FieldReader of_a_draft(secret);
    FieldReader& reader = campaign.status == CampaignStatus::kDraft ? of_a_draft : fields;
    campaign.scheduled_for = reader.instant("scheduledFor", *scheduled_for);
  }
  if (!fields.is_good()) return unreadable(id);
  return campaign;
}

tl::expected<CampaignList, std::string> read_campaigns(simdjson::dom::array records, const ApiKey& secret) {
  CampaignList list;
  list.campaigns.reserve(std::min<std::size_t>(records.size(), 100'000));
  for (const JsonValue record : records) {
    auto campaign = read_campaign(record, secret);
    if (campaign) {
      list.campaigns.push_back(std::move(*campaign));
    } else if (list.unreadable.size() == kMostUnreadable) {
      return tl::unexpected("more than " + std::to_string(kMostUnreadable) +
                            " of its records cannot be read, the first because " + list.unreadable.front().detail);
    } else {
      list.unreadable.push_back(std::move(campaign.error()));
    }
  }
  return list;
}

namespace {

void read_field(Key key, std::string_view name, JsonValue value, ObservedCampaign& campaign, FieldReader& fields) {
  switch (key) {
    case Key::kName:
      campaign.name = fields.text(name, value);
      return;
    case Key::kStatus:
      campaign.status_text = fields.text(name, value);
      return;
    case Key::kTemplate:
      campaign.message_template = read_template_reference(value, fields);
      return;
    case Key::kPhoneNumber:
      campaign.phone_number = read_number_reference(value, fields);
      return;
    case Key::kCategory:
      campaign.category = fields.text(name, value);
      return;
    case Key::kStartedAt:
      campaign.started_at = fields.instant(name, value);
      return;
    case Key::kUpdatedAt:
      campaign.updated_at = fields.instant(name, value);
      return;
    case Key::kRecipients:
      campaign.recipients = fields.count(name, value);
      return;
    case Key::kEstimatedCost:
      campaign.estimated_cost = fields.amount(name, value);
      return;
    case Key::kReserved:
      campaign.reserved = fields.amount(name, value);
      return;
    case Key::kIsSample:
      campaign.is_sample = fields.flag(name, value) || campaign.is_sample;
      return;
    case Key::kSampleOf:
      // Either mark is enough: a sample campaign is never written to.
      campaign.is_sample = campaign.is_sample || !value.is_null();
      return;
    case Key::kId:
    case Key::kScheduledFor:
    case Key::kOther:
      return;
  }
}

std::optional<std::string> name_of(JsonValue record, const ApiKey& secret) {
  JsonValue name;
  if (record["name"].get(name) != simdjson::SUCCESS || !name.is_string()) return std::nullopt;
  return FieldReader(secret).text("name", name);
}

ObservedCampaign blank_campaign(const CampaignId& id) {
  return {id, "", CampaignStatus::kUnknown, "", {}, {}, "", {}, {}, {}, {}, {}, {}, false};
}

Key key_named(std::string_view name) {
  struct Named {
    std::string_view name;
    Key key;
  };
  static constexpr std::array kNamed{
      Named{"_id", Key::kId},
      Named{"name", Key::kName},
      Named{"status", Key::kStatus},
      Named{"template", Key::kTemplate},
      Named{"phoneNumber", Key::kPhoneNumber},
      Named{"category", Key::kCategory},
      Named{"scheduledFor", Key::kScheduledFor},
      Named{"startedAt", Key::kStartedAt},
      Named{"updatedAt", Key::kUpdatedAt},
      Named{"totalRecipients", Key::kRecipients},
      Named{"estimatedTotalCost", Key::kEstimatedCost},
      Named{"reservedAmount", Key::kReserved},
      Named{"isSampleCampaign", Key::kIsSample},
      Named{"sampleOfCampaign", Key::kSampleOf},
  };
  const auto* const found = std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& n) { return n.name == name; });
  return found == kNamed.end() ? Key::kOther : found->key;
}

}  // namespace

}  // namespace campaignd
