#include "core/patch_action.h"

#include <algorithm>
#include <iterator>

#include "core/record_words.h"

namespace campaignd {

std::string_view action_of(const PlanEntry& entry, const Patch& patch) {
  if (patch.is_disarm()) return record_word::kDisarm;
  if (patch.schedule && !entry.scheduled_for) return record_word::kArm;
  return to_text(Action::kUpdate);
}

std::vector<FieldChange> travelling(const PlanEntry& entry, const Patch& patch) {
  std::vector<FieldChange> fields;
  std::copy_if(entry.fields.begin(), entry.fields.end(), std::back_inserter(fields),
               [&](const FieldChange& change) { return travels(change.field, patch); });
  return fields;
}

bool travels(Field field, const Patch& patch) {
  switch (field) {
    case Field::kName:
      return patch.name.has_value();
    case Field::kTemplate:
      return patch.template_id.has_value();
    case Field::kPhoneNumber:
      return patch.phone_number_id.has_value();
    case Field::kScheduledFor:
      return patch.schedule.has_value();
    case Field::kCategory:
      return patch.category.has_value();
  }
  return false;
}

}  // namespace campaignd
