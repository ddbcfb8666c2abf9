#include "core/taken_elsewhere.h"

#include "core/difference.h"

namespace campaignd {
namespace {

// Whether an arm or a move of ours left the campaign untouched. Where the service gives no `updatedAt`, a campaign that
// still stands at the time that we wanted to move it from is taken for untouched, and a draft for taken off by a
// person: an arm too few can be asked for again, one too many cannot be called back.
bool never_landed(const ArmIntent& arming, const CampaignMemory& known, const ObservedCampaign& seen) {
  if (arming.updated_at_before && seen.updated_at) return *arming.updated_at_before == *seen.updated_at;
  return schedule_of(seen).has_value() && schedule_of(seen) == schedule_of(*known.seen);
}

// When it was last on the clock by what we know: as we last saw it, or as an arm of ours left it.
Schedule last_known_schedule(const CampaignMemory& known, const ObservedCampaign& seen) {
  if (known.arming && !never_landed(*known.arming, known, seen)) return known.arming->to;
  return schedule_of(*known.seen);
}

}  // namespace

std::optional<TakenElsewhere> taken_elsewhere(const CampaignMemory& known, const DesiredCampaign& entry,
                                              const ObservedCampaign& seen, WallTime now) {
  if (!entry.scheduled_for || !entry.scheduled_for->value) return std::nullopt;
  const bool is_ours = known.freeze_took || known.preflight_took;
  if (is_ours && seen.status == CampaignStatus::kDraft) return std::nullopt;
  if (known.own_keys != entry.own_keys) return std::nullopt;  // the file moved too, and a person has read it since
  const Schedule was = last_known_schedule(known, seen);
  if (!was) return std::nullopt;
  if (seen.status == CampaignStatus::kDraft) {
    return TakenElsewhere{Elsewhere::kDisarmed, entry.own_keys, *was, now};
  }
  const Schedule is = schedule_of(seen);
  if (seen.status == CampaignStatus::kScheduled && is && *is > *was) {
    return TakenElsewhere{Elsewhere::kPostponed, entry.own_keys, *was, now};
  }
  return std::nullopt;
}

}  // namespace campaignd
