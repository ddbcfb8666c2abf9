// What campaigns do by themselves as time passes: scheduled ones start, running ones end. Pure: the time comes in.
#pragma once

#include "simulator/options.h"
#include "simulator/project.h"

namespace campaignd::simulator {

// Brings every campaign to where it stands at `now`. Starts happen at their scheduled instant, not when looked at.
void settle(Project& project, const Options& options, Instant now);

// Starts one now, as POST …/start does after its checks: reserves credit and runs.
void start(Project& project, Campaign& campaign, Instant now);

// Why a campaign cannot be sent: no recipients, too little credit, a template or number that does not serve.
[[nodiscard]] std::optional<std::string> obstacle_to_start(const Project& project, const Campaign& campaign);

}  // namespace campaignd::simulator
