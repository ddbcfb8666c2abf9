#include "core/change_budget.h"

#include <cmath>
#include <string>

#include "core/approval.h"
#include "core/planted_bug.h"
#include "core/settings_place.h"

namespace campaignd {
namespace {

// Those that an entry names, and those whose entry was removed.
std::size_t count_editable(const Plan& plan) {
  std::size_t editable = 0;
  for (const PlanEntry& entry : plan.entries) {
    if (entry.status == to_text(CampaignStatus::kDraft) || entry.status == to_text(CampaignStatus::kScheduled))
      ++editable;
  }
  for (const Unmanaged& campaign : plan.unmanaged) {
    if (campaign.released_from) ++editable;
  }
  return editable;
}

std::string percent(double share) {
  return std::to_string(std::lround(share * 100)) + " %";
}

// Every limit that is passed: who raises one wants to know of the others.
std::string limits_passed(const Plan& plan, const Effects& effects, const PolicySettings& policy) {
  const std::size_t editable = count_editable(plan);
  const std::string changes = std::to_string(effects.campaigns);
  std::string because;
  const auto add = [&](const std::string& limit) { because += (because.empty() ? "" : "; ") + limit; };
  if (effects.campaigns > static_cast<std::size_t>(policy.max_changes)) {
    add("maxChanges: " + changes + " > " + std::to_string(policy.max_changes));
  }
  const double share = editable == 0 ? 0.0 : static_cast<double>(effects.campaigns) / static_cast<double>(editable);
  if (editable >= kRatioFrom && share > policy.max_change_ratio) {
    add("maxChangeRatio: " + changes + " of " + std::to_string(editable) + " (" + percent(share) + ") > " +
        percent(policy.max_change_ratio));
  }
  if (effects.recipients > policy.max_recipients) {
    add("maxRecipients: " + std::to_string(effects.recipients) + " > " + std::to_string(policy.max_recipients));
  }
  return because;
}

}  // namespace

std::optional<Hold> hold_of(const Plan& plan, const PolicySettings& policy, const std::vector<Approval>& approvals) {
  const Effects effects = effects_of(plan);
  std::string because = limits_passed(plan, effects, policy);
  if (is_planted(Bug::kBudgetIgnored) || because.empty() || is_approved(effects, approvals, plan.now))
    return std::nullopt;
  return Hold{plan_id(effects), std::move(because)};
}

std::string approving_command(const Hold& hold, const std::string& settings_file) {
  return campaignctl_command(settings_file, "approve " + hold.plan);
}

}  // namespace campaignd
