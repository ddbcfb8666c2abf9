#include "core/verify.h"

#include <algorithm>

namespace campaignd {
namespace {
bool shows_template(const ObservedCampaign& answer, TemplateId sent, const Catalog* catalog);
bool shows_number(const ObservedCampaign& answer, PhoneNumberId sent, const Catalog* catalog);
bool shows_schedule(const ObservedCampaign& answer, const Schedule& sent);
}  // namespace

Verification verify(CampaignId campaign, const Patch& sent, const ObservedCampaign& answer, const Catalog* catalog) {
  if (answer.id != campaign) return {Echo::kAnother, {}};
  Verification result;
  const auto expect = [&](Field field, bool shown) {
    if (!shown) result.not_shown.push_back(field);
  };
  if (sent.name) expect(Field::kName, answer.name == *sent.name);
  if (sent.template_id) expect(Field::kTemplate, shows_template(answer, *sent.template_id, catalog));
  if (sent.phone_number_id) expect(Field::kPhoneNumber, shows_number(answer, *sent.phone_number_id, catalog));
  if (sent.schedule) expect(Field::kScheduledFor, shows_schedule(answer, *sent.schedule));
  if (sent.category) expect(Field::kCategory, answer.category == to_text(*sent.category));
  result.echo = result.not_shown.empty() ? Echo::kShown : Echo::kNotShown;
  return result;
}

namespace {

bool shows_template(const ObservedCampaign& answer, TemplateId sent, const Catalog* catalog) {
  const auto& shown = answer.message_template;
  if (!shown) return false;
  if (shown->id) return *shown->id == sent;
  if (catalog == nullptr || shown->name.empty()) return false;
  return std::any_of(catalog->templates.begin(), catalog->templates.end(), [&](const CatalogTemplate& known) {
    return known.id == sent && known.name == shown->name && known.language == shown->language;
  });
}

bool shows_number(const ObservedCampaign& answer, PhoneNumberId sent, const Catalog* catalog) {
  const auto& shown = answer.phone_number;
  if (!shown) return false;
  if (shown->id) return *shown->id == sent;
  if (catalog == nullptr) return false;
  return std::any_of(catalog->numbers.begin(), catalog->numbers.end(), [&](const CatalogNumber& known) {
    return known.id == sent && !known.number.digits.empty() && known.number == shown->number;
  });
}

bool shows_schedule(const ObservedCampaign& answer, const Schedule& sent) {
  if (!sent) return answer.status == CampaignStatus::kDraft;
  return answer.status == CampaignStatus::kScheduled && answer.scheduled_for == sent;
}

}  // namespace
}  // namespace campaignd
