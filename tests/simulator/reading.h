// The calls that change nothing: project, resources, list, one campaign. Pure.
#pragma once

#include "simulator/call.h"
#include "simulator/options.h"
#include "simulator/project.h"

namespace campaignd::simulator {

[[nodiscard]] Answer answer_info(const Project& project, const Call& call);
[[nodiscard]] Answer answer_resources(const Project& project, const Call& call);
[[nodiscard]] Answer answer_list(const Project& project, const Options& options, const Call& call);
[[nodiscard]] Answer answer_one(const Project& project, const Options& options, const Call& call,
                                const Campaign& campaign);

}  // namespace campaignd::simulator
