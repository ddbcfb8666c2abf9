#include "engine/frozen_troubles.h"

#include <optional>
#include <string>
#include <utility>

#include "core/settings_place.h"
#include "engine/plan_troubles.h"

namespace campaignd {
namespace {

struct OnTheClock {
  CampaignId id;
  std::optional<Handle> handle;
  WallTime at{};
};

void tell(const OnTheClock& campaign, const std::string& command, Troubles::Found& found) {
  Trouble trouble = general_trouble(EventLevel::kWarning, EventKind::kFrozen,
                                    "it is frozen, and it is on the clock: it will be sent at " +
                                        to_rfc3339(campaign.at) + "; `" + command + "` takes it off");
  trouble.event.handle = campaign.handle;
  trouble.event.campaign = campaign.id;
  trouble.event.reason = "frozen";
  found.emplace("frozen " + campaign.id.str(), std::move(trouble));
}

}  // namespace

Troubles::Found frozen_troubles(const Plan& plan, const Memory& memory, const std::string& settings_file) {
  Troubles::Found found;
  // A plan of before the stop shows what the stop has taken off since.
  const bool managed = memory.pause && memory.pause->freeze && plan.now > memory.pause->since;
  const bool all = managed && memory.pause->freeze_all;
  const auto is_frozen = [&](CampaignId id) {
    const CampaignMemory* known = memory.find(id);
    return known != nullptr && known->frozen && plan.now > *known->frozen;
  };
  const auto freezing = [&](const std::string& name) {
    return campaignctl_command(settings_file, "freeze --reason WHY " + name);
  };
  for (const PlanEntry& entry : plan.entries) {
    if (!entry.id || !entry.scheduled_for || (!managed && !is_frozen(*entry.id))) continue;
    if (entry.status != to_text(CampaignStatus::kScheduled)) continue;
    tell({*entry.id, entry.handle, *entry.scheduled_for}, freezing(entry.handle.str()), found);
  }
  for (const Unmanaged& campaign : plan.unmanaged) {
    if (!campaign.scheduled_for || (!all && !is_frozen(campaign.id))) continue;
    tell({campaign.id, campaign.released_from, *campaign.scheduled_for}, freezing(campaign.id.str()), found);
  }
  return found;
}

}  // namespace campaignd
