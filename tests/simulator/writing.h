// The calls that change something: create, update, delete, attach recipients, start. Each checks all of its rules
// before it changes anything, so a refusal leaves the project as it was. Pure: the time comes in.
#pragma once

#include "simulator/call.h"
#include "simulator/options.h"
#include "simulator/project.h"

namespace campaignd::simulator {

[[nodiscard]] Answer create_campaign(Project& project, const Options& options, const Call& call, Instant now);
[[nodiscard]] Answer update_campaign(Project& project, const Options& options, const Call& call, Campaign& campaign,
                                     Instant now);
[[nodiscard]] Answer delete_campaign(Project& project, const Call& call, const Campaign& campaign);
[[nodiscard]] Answer attach_recipients(Project& project, const Options& options, const Call& call, Campaign& campaign,
                                       Instant now);
[[nodiscard]] Answer start_campaign(Project& project, const Options& options, const Call& call, Campaign& campaign,
                                    Instant now);

}  // namespace campaignd::simulator
