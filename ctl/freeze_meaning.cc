#include "freeze_meaning.h"

#include <algorithm>
#include <utility>

#include "core/settings_place.h"
#include "reading.h"

namespace campaignd {

FreezeMeaning freeze_meaning(const Settings& settings, const Memory& memory) {
  FreezeMeaning meaning;
  const auto add = [&](std::optional<DesiredState> desired) {
    if (!desired) return false;
    for (DesiredCampaign& entry : desired->campaigns) meaning.entries.push_back(std::move(entry));
    return true;
  };
  meaning.is_file_good = add(read_if_good(settings.desired_state));
  meaning.is_revision_remembered = add(read_last_good(memory));
  for (const DesiredCampaign& entry : meaning.entries) meaning.handles.push_back(entry.handle);
  for (const auto& [id, campaign] : memory.campaigns) {
    if (campaign.named_by) meaning.handles.push_back(*campaign.named_by);
  }
  return meaning;
}

bool may_be_handle_for_reason(const FreezeOrder& order) {
  return !order.all && order.names.empty() && Handle::parse(order.reason);
}

std::string handle_for_reason(const FreezeOrder& order, const FreezeMeaning& meaning, const Settings& settings) {
  if (!may_be_handle_for_reason(order)) return "";
  const auto is_it = [&](const Handle& handle) { return handle.str() == order.reason; };
  if (std::none_of(meaning.handles.begin(), meaning.handles.end(), is_it)) return "";
  return campaignctl_command(settings.file, "freeze --reason TEXT " + order.reason);
}

}  // namespace campaignd
