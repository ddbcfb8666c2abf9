// The policies that look at several campaigns: spacing, requireCredit, messagingLimit. They look at the scheduled
// campaigns of the project, managed or not, samples and started ones aside, as they will be.
//
// At first every update is taken to pass; then, in the order of time after the change and then handle, one that
// conflicts is refused and stands at the time that it has; again, until nothing more is refused. Of two updates that
// conflict with each other the later is refused; an update that changes neither time nor number stands where it is from
// the start. Who moves into a place that another leaves goes after it, and those that wait for each other in a circle
// are refused.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/decide.h"
#include "core/make_plan.h"

namespace campaignd {

struct Settled {
  // What an entry that goes out was told; those that were told nothing, and go after nobody, have no row.
  struct Row {
    std::size_t entry = 0;
    std::vector<Verdict> said;        // only what warns or objects
    std::vector<CampaignId> after;    // of an update that passes
    std::optional<WallTime> nearest;  // where a rule about its start says something: the nearest that all would allow
  };
  std::vector<Row> rows;

  // Of the plan as a whole: where the credit ends, which business writes to too many.
  std::vector<Warning> warnings;

  // Those whose pre-flight is due and for which the credit does not last.
  std::vector<const ObservedCampaign*> unpaid;  // sorted

  // How often the policies were asked whether they object: as often as there are updates, and a little more.
  std::size_t questions = 0;
};

// `decisions` by everything but these policies, in the order of the entries; `unmanaged` tells what `onRemove` takes
// off the clock.
Settled settle(const PlanInputs& inputs, const std::vector<Decision>& decisions,
               const std::vector<Unmanaged>& unmanaged, WallTime now);

}  // namespace campaignd
