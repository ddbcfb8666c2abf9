// One campaign's entry of the desired-state file, and the defaults that it may take.
#pragma once

#include <optional>

#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"
#include "core/desired_state.h"
#include "core/zone.h"

namespace campaignd {

// What the `defaults` of one file give its entries.
struct Defaults {
  std::optional<Zone> timezone;
  bool timezone_is_refused = false;  // there is one, but it was reported: entries say no more about it
  std::optional<Wanted<NumberReference>> phone_number;
  std::optional<Wanted<Category>> category;
  bool suspend = false;
};

Defaults read_defaults(const Node& node, Findings& findings);

// What could be read of the entry; of use only where nothing was found, but its id is there to be compared in any case.
DesiredCampaign read_entry(const Handle& handle, Mark at, const Node& node, const Defaults& defaults,
                           Findings& findings);

}  // namespace campaignd
