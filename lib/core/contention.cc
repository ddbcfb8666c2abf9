#include "core/contention.h"

#include <algorithm>
#include <chrono>

#include "core/agreement.h"
#include "core/difference.h"
#include "core/resolve.h"

namespace campaignd {
namespace {

constexpr std::chrono::hours kWithin{1};
constexpr std::ptrdiff_t kTimes = 2;

bool is_contended(const std::vector<FieldSet>& sets, Field field) {
  return std::ranges::count_if(sets, [&](const FieldSet& set) { return set.field == field && set.came_back; }) >=
         kTimes;
}

std::vector<FieldChange> difference_now(const DesiredCampaign& entry, const ObservedCampaign& seen,
                                        const Catalog& catalog) {
  const auto target = resolve(entry, seen, catalog);
  if (!target) return {};  // a name that does not resolve any more is nobody's setting back
  return difference(entry, seen, *target, &catalog);
}

}  // namespace

std::vector<FieldSet> field_sets_after(const CampaignMemory& known, const DesiredCampaign& entry,
                                       const ObservedCampaign& seen, const Catalog* catalog, WallTime now) {
  std::vector<FieldSet> sets = known.sets;
  if (sets.empty()) return sets;
  const bool entry_is_as_it_was = known.agreed && is_as_agreed(entry, *known.agreed);
  if (known.agreed && !entry_is_as_it_was) return {};
  std::erase_if(sets,
                [&](const FieldSet& set) { return now - set.at > kWithin && !is_contended(known.sets, set.field); });
  if (!entry_is_as_it_was || catalog == nullptr) return sets;
  const auto differs = difference_now(entry, seen, *catalog);
  const bool we_took_it_off = known.freeze_took || known.frozen || known.preflight_took;
  for (FieldSet& set : sets) {
    if (set.field == Field::kScheduledFor && we_took_it_off) continue;
    // What we set has to have been there once: else nobody set it back, it never took.
    if (set.came_back || known.agreed->at < set.at) continue;
    set.came_back = std::ranges::any_of(differs, [&](const FieldChange& change) { return change.field == set.field; });
  }
  return sets;
}

std::vector<Field> contended(const std::vector<FieldSet>& sets) {
  std::vector<Field> fields;
  std::ranges::copy_if(kAllFields, std::back_inserter(fields), [&](Field field) { return is_contended(sets, field); });
  return fields;
}

}  // namespace campaignd
