#include "core/find_campaign.h"

#include "core/make_plan.h"

namespace campaignd {

std::optional<CampaignId> campaign_of(const DesiredCampaign& entry, const Memory& memory) {
  if (entry.id) return entry.id->value;
  const auto binding = memory.bindings.find(entry.handle);
  if (binding == memory.bindings.end() || !entry.name || binding->second.name != entry.name->value) return std::nullopt;
  return binding->second.id;
}

bool may_have_to_stop(const DesiredCampaign& entry, const Memory& memory) {
  if (!entry.asks_for_a_stop()) return false;
  const auto id = campaign_of(entry, memory);
  const CampaignMemory* known = id ? memory.find(*id) : nullptr;
  return known == nullptr || known->seen.status == CampaignStatus::kScheduled;
}

CampaignFinder::CampaignFinder(const DesiredState& desired, const Observation& observed, const Memory& memory)
    : observed_(observed), memory_(memory) {
  for (const auto& [id, campaign] : observed.campaigns) {
    const CampaignMemory* known = memory.find(id);
    const bool named_by_us = known != nullptr && known->given_name == campaign.name;
    if (is_editable(campaign.status) && !campaign.is_sample && !named_by_us)
      editable_by_name_[campaign.name].push_back(&campaign);
  }
  for (const DesiredCampaign& entry : desired.campaigns) {
    if (entry.id) named_by_id_.emplace(entry.id->value, entry.handle);
  }
  for (const DesiredCampaign& entry : desired.campaigns) {
    if (entry.id) continue;
    const Found found = meant_by(entry);
    if (const auto* const* campaign = std::get_if<const ObservedCampaign*>(&found))
      named_without_id_[(*campaign)->id].push_back(entry.handle);
  }
}

Found CampaignFinder::find(const DesiredCampaign& entry) const {
  Found found = meant_by(entry);
  const auto* const* campaign = std::get_if<const ObservedCampaign*>(&found);
  if (entry.id || campaign == nullptr) return found;

  const auto other = named_by_id_.find((*campaign)->id);
  if (other != named_by_id_.end()) {
    return NotOne{"same-campaign", "'" + other->second.str() + "' names this campaign by its id", nullptr};
  }
  for (const Handle& handle : named_without_id_.at((*campaign)->id)) {
    if (handle != entry.handle)
      return NotOne{"same-campaign", "'" + handle.str() + "' means the same campaign; give both an id", *campaign};
  }
  return found;
}

Found CampaignFinder::meant_by(const DesiredCampaign& entry) const {
  if (entry.id) return by_id(entry.id->value);
  const auto id = campaign_of(entry, memory_);
  return id ? by_binding(entry, *id) : by_name(entry);
}

Found CampaignFinder::by_id(CampaignId id) const {
  if (const auto* campaign = observed_.find(id)) return campaign;
  if (const auto it = observed_.absent.find(id); it != observed_.absent.end()) return NoSuchCampaign{it->second};
  if (const auto it = observed_.unobserved.find(id); it != observed_.unobserved.end()) return NotObserved{it->second};
  // Nothing follows from an absence: no list held it and nobody asked for it.
  return NotObserved{"no list held it and it was not asked for"};
}

// While the bound campaign can still be edited, others of its name do not matter. Once it is over, or gone, a newer one
// of that name is meant only by an entry that was edited since.
Found CampaignFinder::by_binding(const DesiredCampaign& entry, CampaignId id) const {
  Found bound = by_id(id);
  const auto* const* campaign = std::get_if<const ObservedCampaign*>(&bound);
  const bool is_done =
      campaign != nullptr ? is_over((*campaign)->status) : std::holds_alternative<NoSuchCampaign>(bound);
  const auto newer = editable_by_name_.find(entry.name->value);
  if (!is_done || newer == editable_by_name_.end()) return bound;
  if (memory_.bindings.at(entry.handle).own_keys != entry.own_keys) return by_name(entry);
  return NotOne{"name-used-again",
                "its campaign " + id.str() + (campaign != nullptr ? " is over" : " is gone") + ", and " +
                    newer->second.front()->id.str() + " has the same name now; write the id of the one that is meant",
                nullptr};
}

Found CampaignFinder::by_name(const DesiredCampaign& entry) const {
  if (!entry.name) return NoSuchCampaign{"the entry has neither id nor name"};
  // One list alone cannot tell whether the name stands once.
  if (observed_.drafts_failure) return NotObserved{*observed_.drafts_failure};
  if (observed_.scheduled_failure) return NotObserved{*observed_.scheduled_failure};
  // An unreadable campaign may be a second one of this name, or the only one.
  if (const auto it = observed_.unreadable_names.find(entry.name->value); it != observed_.unreadable_names.end())
    return NotObserved{"a campaign of this name could not be read: " + it->second};
  if (observed_.has_unreadable_name) return NotObserved{"a campaign in the list could not be read, not even its name"};
  const auto it = editable_by_name_.find(entry.name->value);
  if (it == editable_by_name_.end())
    return NoSuchCampaign{"no draft or scheduled campaign has the name '" + entry.name->value + "'"};
  if (it->second.size() > 1) {
    std::string ids;
    for (const auto* campaign : it->second) ids += (ids.empty() ? "" : ", ") + campaign->id.str();
    return NotOne{"ambiguous-name", "several campaigns have this name: " + ids + "; write the id of one", nullptr};
  }
  return it->second.front();
}

}  // namespace campaignd
