#include "core/notice.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/contention.h"
#include "core/difference.h"
#include "core/find_campaign.h"
#include "core/make_plan.h"
#include "core/taken_elsewhere.h"

namespace campaignd {
namespace {

FieldValue value_of(const Schedule& schedule) {
  return schedule ? FieldValue(*schedule) : FieldValue();
}

void note_elsewhere(CampaignMemory& known, const DesiredCampaign& entry, const ObservedCampaign& seen, WallTime now,
                    std::vector<Notice>& notices) {
  if (known.elsewhere && known.elsewhere->own_keys != entry.own_keys) known.elsewhere.reset();
  const auto found = taken_elsewhere(known, entry, seen, now);
  if (!found || known.elsewhere == found) return;  // or noticed in this look already, before the catalog came
  known.elsewhere = found;
  known.arming.reset();
  const bool disarmed = found->what == Elsewhere::kDisarmed;
  notices.push_back({entry.handle,
                     seen.id,
                     disarmed ? "disarmed-elsewhere" : "postponed-elsewhere",
                     "it was scheduled for " + to_rfc3339(found->was) +
                         (disarmed ? ", and somebody took it off the clock" : ", and somebody moved it later"),
                     {{Field::kScheduledFor, found->was, value_of(schedule_of(seen)), Mark{}}}});
}

void note_contention(const CampaignMemory& before, const CampaignMemory& now, const DesiredCampaign& entry,
                     std::vector<Notice>& notices) {
  const auto known = contended(before.sets);
  for (const Field field : contended(now.sets)) {
    if (std::ranges::find(known, field) != known.end()) continue;
    notices.push_back({entry.handle,
                       now.seen->id,
                       "contended",
                       std::string(to_text(field)) +
                           " came back different twice within an hour after we set it; somebody or something else sets "
                           "it too. It is left as it is until the entry changes",
                       {}});
  }
}

}  // namespace

Noticed notice(const Memory& memory, const DesiredState& desired, const Observation& observed, const Catalog* catalog) {
  Noticed noticed;
  std::optional<CampaignFinder> finder;
  for (const DesiredCampaign& entry : desired.campaigns) {
    const auto id = campaign_of(entry, memory);
    const ObservedCampaign* seen = id ? observed.find(*id) : nullptr;
    if (!id) {  // a handle that was renamed: what is remembered is the campaign's
      if (!finder) finder.emplace(desired, observed, memory);
      const Found found = finder->find(entry);
      if (const auto* const* campaign = std::get_if<const ObservedCampaign*>(&found)) seen = *campaign;
    }
    const CampaignMemory* before = seen != nullptr ? memory.find(seen->id) : nullptr;
    if (seen == nullptr || before == nullptr) continue;
    const bool is_quiet =
        !before->elsewhere && before->sets.empty() && !taken_elsewhere(*before, entry, *seen, observed.at);
    if (is_quiet) continue;  // nearly all, nearly always: not worth a copy
    CampaignMemory known = *before;
    note_elsewhere(known, entry, *seen, observed.at, noticed.notices);
    known.sets = field_sets_after(known, entry, *seen, catalog, observed.at);
    note_contention(*before, known, entry, noticed.notices);
    if (known != *before) noticed.changes.campaigns.push_back({seen->id, std::move(known)});
  }
  return noticed;
}

}  // namespace campaignd
