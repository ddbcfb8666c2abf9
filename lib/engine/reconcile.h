// One pass: observe, resolve what an earlier life left open, notice what others did, plan, apply, remember. It starts
// from what is true now and answers with what it found and when it wants to look again; it never waits for that itself.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "core/desired_state.h"
#include "core/plan.h"
#include "core/settings.h"
#include "engine/aftermath.h"
#include "engine/apply.h"
#include "engine/calls.h"
#include "engine/inputs.h"
#include "engine/ledger.h"
#include "engine/observe.h"
#include "engine/teller.h"
#include "engine/troubles.h"

namespace campaignd {

// What a pass works with; all of it lives from one pass to the next.
struct Engine {
  Calls& calls;
  Observer& observer;
  Ledger& ledger;
  Aftermath& aftermath;
  const Clock& clock;
  const Teller& teller;
  const Chance& chance;
};

struct Pass {
  std::optional<Plan> plan;  // as things stand at its end; empty where nothing could be planned
  std::string error;         // what stopped it; empty: nothing
  bool key_refused = false;  // 401 or 403: no further call
  bool source_moved = false;
  bool stopped = false;  // a stop was asked for in the middle
  int verified = 0;
  bool wrote = false;   // a PATCH left, whatever became of it
  bool failed = false;  // something went wrong on the way to the service
  std::optional<MonotonicTime> retry_at;
  Troubles::Found troubles;
};

Pass reconcile(const Engine& engine, const DesiredState& desired, const Settings& settings,
               const std::function<bool(bool)>& source_stands);

// Whether a plan arms or changes anything; disarms alone need nothing fresh.
bool arms_or_changes(const Plan& plan);

}  // namespace campaignd
