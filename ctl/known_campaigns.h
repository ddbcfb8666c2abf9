// What the desired state and the memory know of campaigns, for a command that shows the journal and asks nobody: the
// zone that a campaign's times are told in, and which names there are. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/desired_state.h"
#include "core/memory.h"
#include "core/record.h"
#include "core/zone.h"

namespace campaignd {

class KnownCampaigns {
 public:
  // `otherwise` is the zone of what belongs to no campaign, or to one that no entry names.
  explicit KnownCampaigns(Zone otherwise) : otherwise_(std::move(otherwise)) {}
  KnownCampaigns(const std::optional<DesiredState>& desired, const Memory& memory, Zone otherwise);

  // Of the campaign that has this handle, or this id.
  [[nodiscard]] const Zone& zone_of(const std::optional<Handle>& name) const;
  [[nodiscard]] const Zone& zone_of(const Record& record) const;

  // Handles and ids, in the order of the alphabet.
  [[nodiscard]] std::vector<std::string_view> names() const;
  [[nodiscard]] bool knows(const Handle& name) const { return zones_.contains(name.str()); }

 private:
  void add(const std::string& name, const std::optional<Zone>& zone);
  [[nodiscard]] std::optional<Zone> zone_by(const std::string& name) const;

  Zone otherwise_;
  std::map<std::string, std::optional<Zone>, std::less<>> zones_;  // empty: no entry names it
};

}  // namespace campaignd
