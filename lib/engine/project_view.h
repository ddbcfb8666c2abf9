// The project as it is now, by fresh calls: for whoever looks through the running service because he cannot read the
// key. Nothing is planned, remembered or written.
#pragma once

#include <stop_token>
#include <tl/expected.hpp>

#include "core/catalog.h"
#include "core/observed_state.h"
#include "core/settings.h"
#include "engine/inputs.h"

namespace campaignd {

struct ProjectView {
  WallTime now{};
  CampaignList drafts;
  CampaignList scheduled;
  Catalog catalog;
  Project project;
};

// The whole of it, or the first failure. Not during a turn, on the thread that takes them.
tl::expected<ProjectView, CallFailure> view_project(Ports ports, const ApiSettings& settings, const Tell& tell,
                                                    const std::stop_token& stop);

// One campaign, whatever its status.
tl::expected<ObservedCampaign, CallFailure> view_campaign(Ports ports, const ApiSettings& settings, CampaignId id,
                                                          const Tell& tell, const std::stop_token& stop);

}  // namespace campaignd
