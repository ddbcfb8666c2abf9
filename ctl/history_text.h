// The journal for a person: one heading for each record (when, which campaign, what, what became of it), and under it
// what changed from what to what, why, by whom and from which revision. Times stand in the zone of the campaign that
// they belong to. Pure.
#pragma once

#include <string>

#include "core/history.h"
#include "known_campaigns.h"
#include "labelled_text.h"

namespace campaignd {

std::string history_text(const History& history, const KnownCampaigns& known, const Page& page);

}  // namespace campaignd
