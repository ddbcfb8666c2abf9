// Which campaigns are in a freeze's scope: those that its order names, or that any entry means, as far as entries and
// memory know.
#include <algorithm>

#include "core/make_plan.h"
#include "engine/freeze.h"

namespace campaignd {

// Which entries mean which campaign, as far as entries and memory know. One that is bound to none yet means those of
// its name.
void Freeze::index_entries() {
  const Memory& memory = tools_.ledger.memory();
  handle_by_id_.clear();
  handles_by_name_.clear();
  for (const DesiredCampaign& entry : entries_) {
    const auto id = campaign_of(entry, memory);
    const CampaignMemory* known = id ? memory.find(*id) : nullptr;
    if (id) handle_by_id_.emplace(*id, entry.handle);
    const bool may_be_another = !id || (known != nullptr && is_over(known->seen->status));
    if (!entry.id && entry.name && may_be_another) handles_by_name_.emplace(entry.name->value, entry.handle);
  }
  if (!entries_.empty()) return;
  for (const auto& [id, campaign] : memory.campaigns) {
    if (campaign.named_by) handle_by_id_.emplace(id, *campaign.named_by);
  }
}

// Which campaign each name of the order means.
void Freeze::resolve_names() {
  index_entries();
  if (order_.names.empty()) return;
  std::multimap<Handle, CampaignId> bound;
  std::set<Handle> unbound;
  std::multimap<Handle, CampaignId> released;
  for (const auto& [id, handle] : handle_by_id_) bound.emplace(handle, id);
  for (const auto& [title, handle] : handles_by_name_) unbound.insert(handle);
  // What the file named until its entry was removed may still be on the clock.
  for (const auto& [id, campaign] : tools_.ledger.memory().campaigns) {
    if (campaign.named_by) released.emplace(*campaign.named_by, id);
  }
  for (const std::string& name : order_.names) {
    const auto handle = Handle::parse(name);
    bool is_known = false;
    const auto take = [&](const std::multimap<Handle, CampaignId>& from) {
      const auto [first, last] = from.equal_range(*handle);
      for (auto it = first; it != last; ++it) {
        named_.emplace(it->second, name);
        handle_by_id_.emplace(it->second, *handle);
      }
      is_known |= first != last;
    };
    if (handle) {
      take(bound);
      if (unbound.contains(*handle)) {
        handles_to_find_.emplace(*handle, name);
        is_known = true;
      }
      if (!is_known) take(released);
    }
    const auto id = is_known ? std::nullopt : CampaignId::parse(name);
    if (id) named_.emplace(*id, name);
    if (!id && !is_known) not_found_.emplace(name, "no entry has this handle, and it is no campaign's id");
  }
}

// Of several entries of a name the one that the order names.
std::optional<Handle> Freeze::handle_of(const ObservedCampaign& campaign) const {
  if (const auto by_id = handle_by_id_.find(campaign.id); by_id != handle_by_id_.end()) return by_id->second;
  const auto [first, last] = handles_by_name_.equal_range(campaign.name);
  if (first == last) return std::nullopt;
  const auto sought = std::find_if(first, last, [&](const auto& of) { return handles_to_find_.contains(of.second); });
  return (sought != last ? sought : first)->second;
}

// Whether a campaign that the entry may mean is one of those that are gone for.
bool Freeze::is_found(const Handle& handle) const {
  return std::any_of(targets_.begin(), targets_.end(), [&](const auto& each) {
    const Target& target = each.second;
    if (target.handle == handle) return true;
    const auto [first, last] = handles_by_name_.equal_range(target.name);
    return std::any_of(first, last, [&](const auto& of) { return of.second == handle; });
  });
}

bool Freeze::is_in_scope(const ObservedCampaign& campaign) const {
  if (order_.names.empty()) return !campaign.is_sample && (order_.all || handle_of(campaign));
  if (named_.contains(campaign.id)) return true;
  const auto handle = handle_of(campaign);
  return handle && !campaign.is_sample && handles_to_find_.contains(*handle);
}

}  // namespace campaignd
