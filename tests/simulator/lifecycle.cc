#include "simulator/lifecycle.h"

#include <algorithm>

namespace campaignd::simulator {
namespace {

// Scheduled ones whose hour has come, soonest first: the credit goes to them in that order.
std::vector<Campaign*> due(Project& project, Instant now);
void begin_scheduled(Project& project, Campaign& campaign, AtStart at_start);
void finish(Project& project, Campaign& campaign, Instant at);

}  // namespace

void settle(Project& project, const Options& options, Instant now) {
  if (now < project.wake_at) return;
  for (Campaign* campaign : due(project, now)) begin_scheduled(project, *campaign, options.at_start);
  Instant wake_at = Instant::max();
  for (Campaign* campaign : project.all()) {
    if (campaign->status == "running" && campaign->started_at && *campaign->started_at + options.running <= now) {
      finish(project, *campaign, *campaign->started_at + options.running);
    }
    if (campaign->status == "scheduled" && campaign->scheduled_for) {
      wake_at = std::min(wake_at, *campaign->scheduled_for);
    }
    if (campaign->status == "running" && campaign->started_at) {
      wake_at = std::min(wake_at, *campaign->started_at + options.running);
    }
  }
  project.wake_at = wake_at;
}

void start(Project& project, Campaign& campaign, Instant now) {
  campaign.status = "running";
  campaign.started_at = now;
  campaign.reserved_amount = estimated_cost(campaign);
  campaign.billing_status = "reserved";
  campaign.updated_at = now;
  project.credit = std::max(0.0, project.credit - static_cast<double>(campaign.reserved_amount));
  project.changed(campaign);
}

std::optional<std::string> obstacle_to_start(const Project& project, const Campaign& campaign) {
  if (recipient_count(campaign) == 0) return "Campaign has no recipients";
  const Template* known = project.catalog.template_by_id(campaign.template_id);
  if (known == nullptr || !known->is_current || known->status != "APPROVED") return "Template is not approved";
  const PhoneNumber* number = project.catalog.number_by_id(campaign.phone_number_id);
  if (number == nullptr || !number->is_current) return "Phone number not found";
  if (project.credit < static_cast<double>(estimated_cost(campaign))) return "Insufficient credit";
  return std::nullopt;
}

namespace {

std::vector<Campaign*> due(Project& project, Instant now) {
  std::vector<Campaign*> due;
  for (Campaign* campaign : project.all()) {
    const bool is_due = campaign->status == "scheduled" && campaign->scheduled_for && *campaign->scheduled_for <= now;
    if (is_due) due.push_back(campaign);
  }
  std::stable_sort(due.begin(), due.end(), [](const Campaign* left, const Campaign* right) {
    return *left->scheduled_for < *right->scheduled_for;
  });
  return due;
}

void begin_scheduled(Project& project, Campaign& campaign, AtStart at_start) {
  const Instant at = *campaign.scheduled_for;
  if (at_start == AtStart::kRun || !obstacle_to_start(project, campaign)) {
    start(project, campaign, at);
    return;
  }
  campaign.status = "failed";
  campaign.started_at = at;
  campaign.completed_at = at;
  campaign.updated_at = at;
  project.changed(campaign);
}

void finish(Project& project, Campaign& campaign, Instant at) {
  campaign.status = "completed";
  campaign.completed_at = at;
  campaign.reconciled_amount = campaign.reserved_amount;
  campaign.billing_status = "reconciled";
  campaign.updated_at = at;
  project.changed(campaign);
}

}  // namespace
}  // namespace campaignd::simulator
