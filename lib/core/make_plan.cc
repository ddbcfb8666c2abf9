#include "core/make_plan.h"

#include <algorithm>
#include <set>

#include "core/change_budget.h"
#include "core/decide.h"
#include "core/difference.h"
#include "core/last_look.h"
#include "core/policy/rules.h"
#include "core/settle.h"

namespace campaignd {
namespace {

std::vector<Unmanaged> unmanaged(const PlanInputs& inputs, const std::vector<Decision>& decisions) {
  std::vector<CampaignId> named;
  named.reserve(decisions.size());
  // Several campaigns, several entries, or none that could be looked at: none is meant, and none is nobody's.
  std::set<std::string> named_in_vain;
  for (const Decision& decision : decisions) {
    const PlanEntry& entry = decision.entry;
    if (entry.id) {
      named.push_back(*entry.id);
    } else if (entry.action == Action::kInvalid || entry.reason == "observe") {
      named_in_vain.insert(entry.name);
    }
  }
  std::ranges::sort(named);
  // Nothing follows from an absence: half a look is no ground for taking anything off the clock.
  const bool disarms = inputs.policy.on_remove == OnRemove::kDisarm && !inputs.observed.drafts_failure &&
                       !inputs.observed.scheduled_failure;
  std::vector<Unmanaged> found;
  auto next = named.begin();  // both are in the order of ids
  for (const auto& [id, campaign] : inputs.observed.campaigns) {
    while (next != named.end() && *next < id) ++next;
    const bool is_named = next != named.end() && *next == id;
    if (is_named || !is_editable(campaign.status) || campaign.is_sample) continue;
    if (named_in_vain.contains(campaign.name)) continue;
    const CampaignMemory* memory = inputs.memory.find(id);
    found.push_back({id, campaign.name, std::string(to_text(campaign.status)), schedule_of(campaign),
                     memory != nullptr ? memory->named_by : std::nullopt, /*disarm=*/false, campaign.recipients});
    Unmanaged& last = found.back();
    last.disarm =
        disarms && last.released_from && campaign.status == CampaignStatus::kScheduled && campaign.scheduled_for;
  }
  std::ranges::stable_sort(found, [](const Unmanaged& a, const Unmanaged& b) {
    return a.scheduled_for.value_or(WallTime::max()) < b.scheduled_for.value_or(WallTime::max());
  });
  return found;
}

void hear_settled(std::vector<Decision>& decisions, Settled& settled) {
  for (Settled::Row& row : settled.rows) {
    PlanEntry& entry = decisions[row.entry].entry;
    entry.after = std::move(row.after);
    hear(entry, std::move(row.said));
    for (Verdict& verdict : entry.asked) {
      if (reads_time(verdict)) verdict.nearest = row.nearest;
    }
  }
}

}  // namespace

Plan make_plan(const PlanInputs& inputs, WallTime now) {
  const CampaignFinder finder(inputs.desired, inputs.observed, inputs.memory);
  Resolver resolver(inputs.catalog);
  std::vector<Decision> decisions;
  decisions.reserve(inputs.desired.campaigns.size());
  for (const DesiredCampaign& entry : inputs.desired.campaigns)
    decisions.push_back(decide_alone(inputs, finder, resolver, entry, now));

  Plan plan;
  plan.revision = inputs.desired.revision;
  plan.now = now;
  plan.files = inputs.desired.files;
  plan.unmanaged = unmanaged(inputs, decisions);
  Settled settled = settle(inputs, decisions, plan.unmanaged, now);
  hear_settled(decisions, settled);
  plan.warnings = std::move(settled.warnings);
  plan.entries.reserve(decisions.size());
  for (Decision& decision : decisions) {
    if (is_looked_at_last(inputs, decision, now)) {
      plan.looks_last |= now < *decision.seen->scheduled_for - inputs.policy.lock_window;
      const bool is_unpaid = std::ranges::binary_search(settled.unpaid, decision.seen);
      plan.entries.push_back(look_last(inputs, decision, is_unpaid, now));
    } else {
      plan.entries.push_back(std::move(decision.entry));
    }
    const PlanEntry& entry = plan.entries.back();
    // What it took off waits for something to be good, and its time comes nearer.
    plan.looks_last |= entry.action == Action::kBlocked && entry.reason == "preflight";
    plan.changes_at = earlier(plan.changes_at, entry.changes_at);
    if (entry.clears_at && *entry.clears_at > now) plan.changes_at = earlier(plan.changes_at, entry.clears_at);
  }
  plan.held = hold_of(plan, inputs.policy, inputs.memory.approvals);
  return plan;
}

}  // namespace campaignd
