#include "core/make_plan.h"

#include <algorithm>
#include <set>

#include "core/change_budget.h"
#include "core/decide.h"
#include "core/difference.h"

namespace campaignd {
namespace {

std::vector<Unmanaged> unmanaged(const PlanInputs& inputs, const std::vector<PlanEntry>& entries) {
  std::set<CampaignId> named;
  std::set<std::string> named_in_vain;  // several campaigns, or several entries: none is meant, and none is nobody's
  for (const PlanEntry& entry : entries) {
    if (entry.id) {
      named.insert(*entry.id);
    } else if (entry.action == Action::kInvalid) {
      named_in_vain.insert(entry.name);
    }
  }
  std::vector<Unmanaged> found;
  for (const auto& [id, campaign] : inputs.observed.campaigns) {
    if (!is_editable(campaign.status) || campaign.is_sample || named.contains(id)) continue;
    if (named_in_vain.contains(campaign.name)) continue;
    const CampaignMemory* memory = inputs.memory.find(id);
    found.push_back({id, campaign.name, std::string(to_text(campaign.status)), schedule_of(campaign),
                     memory != nullptr ? memory->named_by : std::nullopt, /*disarm=*/false});
  }
  std::ranges::stable_sort(found, [](const Unmanaged& a, const Unmanaged& b) {
    return a.scheduled_for.value_or(WallTime::max()) < b.scheduled_for.value_or(WallTime::max());
  });
  return found;
}

}  // namespace

Plan make_plan(const PlanInputs& inputs, WallTime now) {
  const CampaignFinder finder(inputs.desired, inputs.observed, inputs.memory);
  Plan plan;
  plan.revision = inputs.desired.revision;
  plan.now = now;
  plan.files = inputs.desired.files;
  plan.entries.reserve(inputs.desired.campaigns.size());
  for (const DesiredCampaign& entry : inputs.desired.campaigns) {
    plan.entries.push_back(decide(inputs, finder, entry, now));
    const auto& changes_at = plan.entries.back().changes_at;
    if (changes_at && (!plan.changes_at || *changes_at < *plan.changes_at)) plan.changes_at = changes_at;
  }
  plan.unmanaged = unmanaged(inputs, plan.entries);
  plan.held = hold_of(plan, inputs.policy, inputs.memory.approvals);
  return plan;
}

}  // namespace campaignd
