// The decision for one campaign: the first row of the table that fits.
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
//   clocks more than 60 s apart                        blocked: clock
//   a new time too near / too far                      blocked: past / far
//   starts within lockWindow                           locked
//   a policy objects                                   blocked: <policy>
//   otherwise                                          update
#pragma once

#include "core/find_campaign.h"
#include "core/make_plan.h"

namespace campaignd {

PlanEntry decide(const PlanInputs& inputs, const CampaignFinder& finder, const DesiredCampaign& entry, WallTime now);

}  // namespace campaignd
