// The decision for one campaign: the first row of the table that fits. What rows say that need more than a line is in
// core/rows/.
//
//   could not be observed                              blocked: observe
//   no such campaign                                   missing: not-found
//   two for a name, two entries for one, a sample,
//   a status that is none of the five                  invalid (a disarm of a campaign that is certain is done)
//   suspend: true                                      suspended
//   running, completed, failed                         unchanged / immutable
//   scheduled, desired null                            update (a disarm)
//   scheduled without a time                           invalid: no-time
//   a template or number that does not resolve         invalid
//   managed fields equal                               unchanged
//   frozen by handle / taken off by pre-flight         blocked: frozen / preflight
//   taken off the clock, or moved later, elsewhere     blocked: disarmed-elsewhere / postponed-elsewhere
//   changed elsewhere, drift: report                   blocked: drift
//   clocks more than 60 s apart                        blocked: clock
//   a new time too near / too far                      blocked: past / far
//   starts within lockWindow                           locked
//   a policy objects                                   blocked: <policy>
//   otherwise                                          update
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "core/find_campaign.h"
#include "core/make_plan.h"
#include "core/policy/start_wish.h"
#include "core/resolver.h"
#include "core/standing.h"

namespace campaignd {

// A decision, and what the policies that look at several campaigns need to know of it.
struct Decision {
  PlanEntry entry;
  const ObservedCampaign* seen = nullptr;  // the one campaign that was found; null where there is none
  std::optional<StartWish> wish;           // as it would go out after its change, where the policies were asked
};

// By everything but the policies that look at several campaigns, and pre-flight.
Decision decide_alone(const PlanInputs& inputs, const CampaignFinder& finder, Resolver& resolver,
                      const DesiredCampaign& entry, WallTime now);

// The entry with what those policies said, in the settings' order, and refused where one objects.
void hear(PlanEntry& entry, std::vector<Verdict> said);

// The last look at a campaign whose plan has been settled already, before its change leaves: by everything, the others
// as they stand now.
PlanEntry decide(const PlanInputs& inputs, const CampaignFinder& finder, Standing& standing,
                 const DesiredCampaign& entry, WallTime now);

// The rows of the table that `traced` tells of, in its order.
inline constexpr std::array<std::string_view, 16> kRowsInOrder{
    "observe", "sample", "status",    "suspend",   "started", "disarm", "no-time", "names",
    "fields",  "frozen", "preflight", "elsewhere", "drift",   "clock",  "time",    "lockWindow"};

// The same decision, and beside it what each row that was come to was given and said: for `explain`.
struct Traced {
  Decision decision;
  std::vector<Verdict> rows;
};
Traced decide_traced(const PlanInputs& inputs, const CampaignFinder& finder, const DesiredCampaign& entry,
                     WallTime now);

}  // namespace campaignd
