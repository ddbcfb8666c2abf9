#include "core/find_campaign.h"

#include <algorithm>

#include "core/make_plan.h"

namespace campaignd {
namespace {

struct ByName {
  bool operator()(const ObservedCampaign* campaign, std::string_view name) const { return campaign->name < name; }
  bool operator()(std::string_view name, const ObservedCampaign* campaign) const { return name < campaign->name; }
};
struct ById {
  using Named = std::pair<CampaignId, const Handle*>;
  bool operator()(const Named& named, CampaignId id) const { return named.first < id; }
  bool operator()(CampaignId id, const Named& named) const { return id < named.first; }
};

}  // namespace

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
  return known == nullptr || known->seen->status == CampaignStatus::kScheduled;
}

CampaignFinder::CampaignFinder(const DesiredState& desired, const Observation& observed, const Memory& memory)
    : observed_(observed), memory_(memory) {
  const auto has_id = [](const DesiredCampaign& entry) { return entry.id.has_value(); };
  if (std::ranges::all_of(desired.campaigns, has_id)) return;

  for (const auto& [id, campaign] : observed.campaigns) {
    if (!is_editable(campaign.status) || campaign.is_sample) continue;
    const CampaignMemory* known = memory.find(id);
    const bool named_by_us = known != nullptr && known->given_name == campaign.name;
    if (!named_by_us) editable_by_name_.push_back(&campaign);
  }
  std::ranges::stable_sort(editable_by_name_, {}, &ObservedCampaign::name);
  for (const DesiredCampaign& entry : desired.campaigns) {
    if (entry.id) named_by_id_.emplace_back(entry.id->value, &entry.handle);
  }
  std::ranges::stable_sort(named_by_id_, {}, &Named::value_type::first);
  for (const DesiredCampaign& entry : desired.campaigns) {
    if (entry.id) continue;
    const Found found = meant_by(entry);
    if (const auto* const* campaign = std::get_if<const ObservedCampaign*>(&found))
      named_without_id_.emplace_back((*campaign)->id, &entry.handle);
  }
  std::ranges::stable_sort(named_without_id_, {}, &Named::value_type::first);
}

Found CampaignFinder::find(const DesiredCampaign& entry) const {
  Found found = meant_by(entry);
  const auto* const* campaign = std::get_if<const ObservedCampaign*>(&found);
  if (entry.id || campaign == nullptr) return found;

  if (const auto others = of(named_by_id_, (*campaign)->id); !others.empty()) {
    return NotOne{"same-campaign", "'" + others.front().second->str() + "' names this campaign by its id", nullptr};
  }
  for (const auto& [id, other] : of(named_without_id_, (*campaign)->id)) {
    if (*other != entry.handle)
      return NotOne{"same-campaign", "'" + other->str() + "' means the same campaign; give both an id", *campaign};
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
  if (!is_done) return bound;
  const auto newer = editable_named(entry.name->value);
  if (newer.empty()) return bound;
  if (memory_.bindings.at(entry.handle).own_keys != entry.own_keys) return by_name(entry);
  return NotOne{"name-used-again",
                "its campaign " + id.str() + (campaign != nullptr ? " is over" : " is gone") + ", and " +
                    newer.front()->id.str() + " has the same name now; write the id of the one that is meant",
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
  const auto named = editable_named(entry.name->value);
  if (named.empty()) return NoSuchCampaign{"no draft or scheduled campaign has the name '" + entry.name->value + "'"};
  if (named.size() > 1) {
    std::string ids;
    for (const auto* campaign : named) ids += (ids.empty() ? "" : ", ") + campaign->id.str();
    return NotOne{"ambiguous-name", "several campaigns have this name: " + ids + "; write the id of one", nullptr};
  }
  return named.front();
}

std::span<const ObservedCampaign* const> CampaignFinder::editable_named(std::string_view name) const {
  const auto found = std::equal_range(editable_by_name_.begin(), editable_by_name_.end(), name, ByName());
  return {found.first, found.second};
}

std::span<const CampaignFinder::Named::value_type> CampaignFinder::of(const Named& named, CampaignId id) {
  const auto found = std::equal_range(named.begin(), named.end(), id, ById());
  return {found.first, found.second};
}

}  // namespace campaignd
