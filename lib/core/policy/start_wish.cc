#include "core/policy/start_wish.h"

namespace campaignd {

std::optional<StartWish> start_after_change(const PlanEntry& entry, const DesiredCampaign& want,
                                            const ObservedCampaign& seen, const Target& target,
                                            const Catalog* catalog) {
  const bool moves_time = entry.change_of(Field::kScheduledFor) != nullptr;
  const Schedule start = moves_time ? want.scheduled_for->value : entry.scheduled_for;
  if (!start) return std::nullopt;
  StartWish wish{.start = *start, .recipients = seen.recipients};
  wish.arms = seen.status == CampaignStatus::kDraft;
  wish.moves_time = moves_time;
  wish.changes_template = entry.change_of(Field::kTemplate) != nullptr;
  wish.changes_number = entry.change_of(Field::kPhoneNumber) != nullptr;
  wish.message_template = target.message_template;
  wish.number = target.number;
  return with_what_stands(wish, seen, catalog);
}

StartWish with_what_stands(StartWish wish, const ObservedCampaign& seen, const Catalog* catalog) {
  if (catalog == nullptr) return wish;
  if (wish.message_template == nullptr && seen.message_template)
    wish.message_template = find_template(*catalog, *seen.message_template);
  if (wish.number == nullptr && seen.phone_number) wish.number = find_number(*catalog, *seen.phone_number);
  return wish;
}

}  // namespace campaignd
