// The journal for a person: one heading for each record (when, which campaign, what, what became of it), and under it
// what changed from what to what, why, by whom and from which revision. Pure.
#pragma once

#include <string>

#include "core/history.h"
#include "core/zone.h"
#include "labelled_text.h"

namespace campaignd {

std::string history_text(const History& history, const Zone& zone, const Page& page);

}  // namespace campaignd
