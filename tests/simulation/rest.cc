// What must be so when everything has been well for a while.
#include <map>

#include "checker.h"

namespace campaignd {

void Checker::is_at_rest() {
  for (const auto& [id, there] : world_.api.project.campaigns()) {
    const CampaignMemory* known = world_.journal.memory().find(id);
    // What the service refused is not told it again until something changes.
    const auto outcomes = world_.outcomes(id);
    if (!outcomes.empty() && outcomes.back() == Outcome::kRefused) continue;
    const bool was_removed = known != nullptr && known->named_by && truth_.entry_of(id) == nullptr;
    if (was_removed && there.status == CampaignStatus::kScheduled && policy_.on_remove == OnRemove::kDisarm) {
      violated("its entry was removed, and it is still on the clock: " + there.name);
    }
  }
  for (const auto& [n, entry] : truth_.file) {
    const PlanEntry& row = world_.row(entry.handle.str());
    const auto& campaigns = world_.api.project.campaigns();
    const auto there = campaigns.find(campaign_id(n));
    const bool is_missing = row.action == Action::kMissing;
    if (is_missing != (there == campaigns.end())) violated(entry.handle.str() + " is there and missing");
    if (row.action == Action::kUpdate || row.reason == "observe") {
      violated(entry.handle.str() + " came to no rest: " + world_.action_of(entry.handle.str()) + ": " + row.detail);
    }
    if (row.action != Action::kUnchanged || there == campaigns.end()) continue;
    const bool wants_draft = entry.scheduled_for && !entry.scheduled_for->value;
    if (wants_draft && there->second.status == CampaignStatus::kScheduled) {
      violated(entry.handle.str() + " is `unchanged`, and still on the clock");
    }
    if (!wants_draft && entry.scheduled_for && is_editable(there->second.status) &&
        (there->second.status != CampaignStatus::kScheduled ||
         there->second.scheduled_for != entry.scheduled_for->value)) {
      violated(entry.handle.str() + " is `unchanged`, and not at its time");
    }
  }
  check_journal_at_rest();
}

void Checker::check_journal_at_rest() {
  std::map<std::uint64_t, int> open;
  for (const Record& record : world_.journal.records()) {
    if (record.kind == RecordKind::kIntent) ++open[record.intent];
    if (record.kind == RecordKind::kOutcome) --open[record.intent];
  }
  for (const auto& [intent, count] : open) {
    if (count > 0) violated("intent " + std::to_string(intent) + " has no outcome in the journal");
    if (count < 0) violated("intent " + std::to_string(intent) + " has more than one outcome");
  }
}

}  // namespace campaignd
