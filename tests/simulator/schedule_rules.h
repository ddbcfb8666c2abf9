// What `scheduleType` and `scheduledFor` of a body make of a campaign: where the reference is silent, by the options.
#pragma once

#include "simulator/body_rules.h"
#include "simulator/options.h"

namespace campaignd::simulator {

struct Schedule {
  std::string type;  // now or schedule
  std::optional<Instant> at;
};

// The schedule after `body`, given the one before, or the text of a 400. A time must be later than `now`.
[[nodiscard]] Checked<Schedule> schedule_after(const Schedule& before, const CampaignBody& body, const Options& options,
                                               Instant now);

}  // namespace campaignd::simulator
