// A look without a hand: observes and plans exactly as the service does, and writes nothing, neither to the service nor
// to the journal. For `campaignctl plan`, `resources`, `sends` and `import`.
#pragma once

#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <tl/expected.hpp>

#include "core/catalog.h"
#include "core/desired_state.h"
#include "core/memory.h"
#include "core/observed_state.h"
#include "core/plan.h"
#include "core/settings.h"
#include "engine/inputs.h"

namespace campaignd {

struct Look {
  Plan plan;
  Observation observed;
  std::optional<Catalog> catalog;
  DesiredState desired;
  Memory memory;  // after what this observation shows
};

// Why there is no plan: errors of the desired state, or what the service said to the key.
struct LookFailure {
  Diagnostics errors;
  std::string detail;
};

// `also`: campaigns to be asked for that no list shows, whether an entry names them or not. Where a list fails, that
// must not cost a question for each of them.
tl::expected<Look, LookFailure> look(Ports ports, const Settings& settings, const ParseDesired& parse,
                                     const Memory& memory, const std::stop_token& stop, const Tell& tell = {},
                                     const std::set<CampaignId>& also = {});

// The same for a desired state that has been read already; the port `source` is not used.
tl::expected<Look, LookFailure> look(Ports ports, const Settings& settings, const DesiredState& desired, Memory memory,
                                     const std::stop_token& stop, const Tell& tell = {},
                                     const std::set<CampaignId>& also = {});

}  // namespace campaignd
