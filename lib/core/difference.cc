#include "core/difference.h"

#include <algorithm>

#include "core/planted_bug.h"

namespace campaignd {
namespace {

FieldValue text_or_none(const std::string& text) {
  return text.empty() ? FieldValue{} : FieldValue{text};
}

std::string name_of(const CatalogTemplate& item) {
  return item.name + "/" + item.language;
}

FieldValue present_template(const ObservedCampaign& observed, const Catalog* catalog) {
  if (!observed.message_template) return {};
  const auto* known = catalog != nullptr ? find_template(*catalog, *observed.message_template) : nullptr;
  if (known != nullptr) return name_of(*known);
  if (!observed.message_template->name.empty()) {
    return observed.message_template->name + "/" + observed.message_template->language;
  }
  return observed.message_template->id ? FieldValue{observed.message_template->id->str()} : FieldValue{};
}

FieldValue present_number(const ObservedCampaign& observed, const Catalog* catalog) {
  if (!observed.phone_number) return {};
  const auto* known = catalog != nullptr ? find_number(*catalog, *observed.phone_number) : nullptr;
  if (known != nullptr) return known->number.shown();
  if (!observed.phone_number->number.digits.empty()) return observed.phone_number->number.shown();
  return observed.phone_number->id ? FieldValue{observed.phone_number->id->str()} : FieldValue{};
}

FieldValue value_of(Schedule schedule) {
  return schedule ? FieldValue{*schedule} : FieldValue{};
}

}  // namespace

Schedule schedule_of(const ObservedCampaign& observed) {
  return observed.status == CampaignStatus::kDraft ? std::nullopt : observed.scheduled_for;
}

std::vector<FieldChange> difference(const DesiredCampaign& entry, const ObservedCampaign& observed,
                                    const Target& target, const Catalog* catalog) {
  std::vector<FieldChange> fields;
  if (entry.id && entry.name && entry.name->value != observed.name) {
    fields.push_back({Field::kName, text_or_none(observed.name), entry.name->value, entry.name->at});
  }
  if (entry.message_template) {
    const auto* to = target.message_template;
    if (to == nullptr || !shows(observed.message_template, *to)) {
      fields.push_back({Field::kTemplate, present_template(observed, catalog),
                        to != nullptr ? name_of(*to) : entry.message_template->text, entry.message_template->at});
    }
  }
  if (entry.phone_number) {
    const auto* to = target.number;
    if (to == nullptr || !shows(observed.phone_number, *to)) {
      fields.push_back({Field::kPhoneNumber, present_number(observed, catalog),
                        to != nullptr ? to->number.shown() : entry.phone_number->text, entry.phone_number->at});
    }
  }
  // A campaign that is scheduled without a time is still on the clock, so that `null` differs from it.
  if (entry.scheduled_for) {
    const bool on_the_clock = observed.status != CampaignStatus::kDraft;
    const bool wants_clock = entry.scheduled_for->value.has_value();
    if (on_the_clock != wants_clock || schedule_of(observed) != entry.scheduled_for->value) {
      fields.push_back({Field::kScheduledFor, value_of(schedule_of(observed)), value_of(entry.scheduled_for->value),
                        entry.scheduled_for->at});
    }
  }
  if (entry.category && to_text(entry.category->value) != observed.category) {
    fields.push_back({Field::kCategory, text_or_none(observed.category), std::string(to_text(entry.category->value)),
                      entry.category->at});
  }
  return fields;
}

std::vector<Patch> patches_for(const std::vector<FieldChange>& fields, const DesiredCampaign& entry,
                               const Target& target) {
  Patch patch;
  for (const FieldChange& change : fields) {
    switch (change.field) {
      case Field::kName:
        patch.name = entry.name->value;
        break;
      case Field::kTemplate:
        if (target.message_template != nullptr) patch.template_id = target.message_template->id;
        break;
      case Field::kPhoneNumber:
        if (target.number != nullptr) patch.phone_number_id = target.number->id;
        break;
      case Field::kScheduledFor:
        patch.schedule = entry.scheduled_for->value;
        break;
      case Field::kCategory:
        patch.category = entry.category->value;
        break;
    }
  }
  if (is_planted(Bug::kWholeEntrySent) && target.message_template != nullptr && !patch.is_disarm()) {
    patch.template_id = target.message_template->id;
  }
  std::vector<Patch> patches;
  if (patch.is_disarm() && !is_planted(Bug::kDisarmInCompany)) {
    Patch disarm;
    disarm.schedule.emplace();
    patches.push_back(disarm);
    patch.schedule.reset();
  }
  if (!patch.is_empty()) patches.push_back(patch);
  return patches;
}

}  // namespace campaignd
