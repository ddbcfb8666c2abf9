// What a person may mean by a freeze: the entries of the file as it stands and of the last good revision, and every
// handle that file or memory has.
#pragma once

#include <string>
#include <vector>

#include "core/desired_state.h"
#include "core/memory.h"
#include "core/settings.h"
#include "engine/order.h"

namespace campaignd {

struct FreezeMeaning {
  std::vector<DesiredCampaign> entries;  // of both: either may be in force
  std::vector<Handle> handles;
  bool is_file_good = false;
  bool is_revision_remembered = false;
};

FreezeMeaning freeze_meaning(const Settings& settings, const Memory& memory);

// Whether the reason can be a handle at all, and no campaign is named: then what may be meant has to be looked at.
bool may_be_handle_for_reason(const FreezeOrder& order);

// The command that was probably meant, where the reason is a handle and no campaign is named; else empty.
std::string handle_for_reason(const FreezeOrder& order, const FreezeMeaning& meaning, const Settings& settings);

}  // namespace campaignd
