#include "adapters/sqlite/codec_memory.h"

#include "adapters/sqlite/codec_values.h"

namespace campaignd {
namespace {

constexpr int kObservedColumnCount = 18;  // without the id

void put_observed(Statement& statement, const ObservedCampaign& campaign);
ObservedCampaign take_observed(Statement& row, CampaignId id);
void put_nulls(Statement& statement, int count);
void skip(Statement& row, int count);
void put_template(Statement& statement, const std::optional<ObservedTemplate>& message_template);
std::optional<ObservedTemplate> take_template(Statement& row);
void put_number(Statement& statement, const std::optional<ObservedNumber>& number);
std::optional<ObservedNumber> take_number_of(Statement& row);
void put_agreement(Statement& statement, const std::optional<Agreement>& agreed);
std::optional<Agreement> take_agreement(Statement& row, const Shared<ObservedCampaign>& seen_last);
void put_arming(Statement& statement, const std::optional<ArmIntent>& arming);
std::optional<ArmIntent> take_arming(Statement& row);
void put_elsewhere(Statement& statement, const std::optional<TakenElsewhere>& elsewhere);
std::optional<TakenElsewhere> take_elsewhere(Statement& row);

}  // namespace

const std::string_view kCampaignColumns =
    "id,"
    "seen_name,seen_status,seen_status_text,"
    "seen_has_template,seen_template_id,seen_template_name,seen_template_language,"
    "seen_has_number,seen_number_id,seen_number_digits,"
    "seen_category,seen_scheduled_for,seen_started_at,seen_updated_at,"
    "seen_recipients,seen_estimated_cost,seen_reserved,seen_is_sample,"
    "seen_at,own_keys,"
    "agreed_at,agreed_own_keys,agreed_managed,"
    "agreed_name,agreed_status,agreed_status_text,"
    "agreed_has_template,agreed_template_id,agreed_template_name,agreed_template_language,"
    "agreed_has_number,agreed_number_id,agreed_number_digits,"
    "agreed_category,agreed_scheduled_for,agreed_started_at,agreed_updated_at,"
    "agreed_recipients,agreed_estimated_cost,agreed_reserved,agreed_is_sample,"
    "arming_to,arming_at,arming_updated_at_before,"
    "elsewhere_what,elsewhere_own_keys,elsewhere_was,elsewhere_noticed,"
    "preflight_took,frozen,freeze_took,named_by,given_name";

void put_campaign(Statement& statement, CampaignId id, const CampaignMemory& memory) {
  put(statement, id);
  put_observed(statement, *memory.seen);
  put(statement, memory.seen_at);
  put(statement, memory.own_keys);
  put_agreement(statement, memory.agreed);
  put_arming(statement, memory.arming);
  put_elsewhere(statement, memory.elsewhere);
  put(statement, memory.preflight_took);
  put(statement, memory.frozen);
  put(statement, memory.freeze_took);
  put(statement, memory.named_by);
  put(statement, memory.given_name);
}

RememberedCampaign take_campaign(Statement& row) {
  const auto id = take_id<CampaignId>(row);
  CampaignMemory memory{.seen = take_observed(row, id)};
  memory.seen_at = take_instant(row);
  memory.own_keys = row.take_text();
  memory.agreed = take_agreement(row, memory.seen);
  memory.arming = take_arming(row);
  memory.elsewhere = take_elsewhere(row);
  memory.preflight_took = take_optional(row, take_instant);
  memory.frozen = take_optional(row, take_instant);
  memory.freeze_took = take_optional(row, take_instant);
  memory.named_by = take_optional(row, take_handle);
  memory.given_name = take_optional(row, take_text);
  return {id, std::move(memory)};
}

namespace {

void put_observed(Statement& statement, const ObservedCampaign& campaign) {
  put(statement, campaign.name);
  put(statement, campaign.status);
  put(statement, campaign.status_text);
  put_template(statement, campaign.message_template);
  put_number(statement, campaign.phone_number);
  put(statement, campaign.category);
  put(statement, campaign.scheduled_for);
  put(statement, campaign.started_at);
  put(statement, campaign.updated_at);
  put(statement, campaign.recipients);
  put(statement, campaign.estimated_cost);
  put(statement, campaign.reserved);
  put_flag(statement, campaign.is_sample);
}

ObservedCampaign take_observed(Statement& row, CampaignId id) {
  ObservedCampaign campaign{.id = id};
  campaign.name = row.take_text();
  campaign.status = take_status(row);
  campaign.status_text = row.take_text();
  campaign.message_template = take_template(row);
  campaign.phone_number = take_number_of(row);
  campaign.category = row.take_text();
  campaign.scheduled_for = take_optional(row, take_instant);
  campaign.started_at = take_optional(row, take_instant);
  campaign.updated_at = take_optional(row, take_instant);
  campaign.recipients = take_optional(row, take_number);
  campaign.estimated_cost = take_optional(row, take_real);
  campaign.reserved = take_optional(row, take_real);
  campaign.is_sample = take_flag(row);
  return campaign;
}

void put_nulls(Statement& statement, int count) {
  for (int i = 0; i < count; ++i) statement.put_null();
}

void skip(Statement& row, int count) {
  for (int i = 0; i < count; ++i) row.skip();
}

void put_template(Statement& statement, const std::optional<ObservedTemplate>& message_template) {
  put_flag(statement, message_template.has_value());
  if (!message_template) return put_nulls(statement, 3);
  put(statement, message_template->id);
  put(statement, message_template->name);
  put(statement, message_template->language);
}

std::optional<ObservedTemplate> take_template(Statement& row) {
  if (!take_flag(row)) {
    skip(row, 3);
    return std::nullopt;
  }
  ObservedTemplate message_template;
  message_template.id = take_optional(row, take_id<TemplateId>);
  message_template.name = row.take_text();
  message_template.language = row.take_text();
  return message_template;
}

void put_number(Statement& statement, const std::optional<ObservedNumber>& number) {
  put_flag(statement, number.has_value());
  if (!number) return put_nulls(statement, 2);
  put(statement, number->id);
  put(statement, number->number.digits);
}

std::optional<ObservedNumber> take_number_of(Statement& row) {
  if (!take_flag(row)) {
    skip(row, 2);
    return std::nullopt;
  }
  ObservedNumber number;
  number.id = take_optional(row, take_id<PhoneNumberId>);
  number.number.digits = row.take_text();
  return number;
}

void put_agreement(Statement& statement, const std::optional<Agreement>& agreed) {
  if (!agreed) return put_nulls(statement, 3 + kObservedColumnCount);
  put(statement, agreed->at);
  put(statement, agreed->own_keys);
  put(statement, agreed->managed);
  put_observed(statement, *agreed->seen);
}

std::optional<Agreement> take_agreement(Statement& row, const Shared<ObservedCampaign>& seen_last) {
  if (row.next_is_null()) {
    skip(row, 3 + kObservedColumnCount);
    return std::nullopt;
  }
  const WallTime at = take_instant(row);
  std::string own_keys = row.take_text();
  std::string managed = row.take_text();
  Shared<ObservedCampaign> seen = take_observed(row, seen_last->id);
  if (seen == seen_last) seen = seen_last;
  return Agreement{std::move(seen), std::move(own_keys), std::move(managed), at};
}

void put_arming(Statement& statement, const std::optional<ArmIntent>& arming) {
  if (!arming) return put_nulls(statement, 3);
  put(statement, arming->to);
  put(statement, arming->at);
  put(statement, arming->updated_at_before);
}

std::optional<ArmIntent> take_arming(Statement& row) {
  if (row.next_is_null()) {
    skip(row, 3);
    return std::nullopt;
  }
  ArmIntent arming;
  arming.to = take_instant(row);
  arming.at = take_instant(row);
  arming.updated_at_before = take_optional(row, take_instant);
  return arming;
}

void put_elsewhere(Statement& statement, const std::optional<TakenElsewhere>& elsewhere) {
  if (!elsewhere) return put_nulls(statement, 4);
  put(statement, static_cast<std::int64_t>(elsewhere->what));
  put(statement, elsewhere->own_keys);
  put(statement, elsewhere->was);
  put(statement, elsewhere->noticed);
}

std::optional<TakenElsewhere> take_elsewhere(Statement& row) {
  if (row.next_is_null()) {
    skip(row, 4);
    return std::nullopt;
  }
  TakenElsewhere elsewhere;
  const std::int64_t what = row.take_integer();
  if (what < 0 || what > static_cast<std::int64_t>(Elsewhere::kPostponed)) {
    throw_not_understood("what happened elsewhere is none that we know");
  }
  elsewhere.what = static_cast<Elsewhere>(what);
  elsewhere.own_keys = row.take_text();
  elsewhere.was = take_instant(row);
  elsewhere.noticed = take_instant(row);
  return elsewhere;
}

}  // namespace
}  // namespace campaignd
