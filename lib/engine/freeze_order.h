// What a freeze is for, and how it stands in the journal while it is not at its end: as an intent of no campaign, so
// that the service's next life can go on with it. Pure.
#pragma once

#include <optional>
#include <string>

#include "core/record.h"
#include "engine/order.h"

namespace campaignd {

// Whether both stop the same campaigns.
bool is_same_scope(const FreezeOrder& a, const FreezeOrder& b);

// `freeze --all`, `freeze eid sale`: what a person typed. Of very many names the first alone.
std::string freeze_action(const FreezeOrder& order);

// Without number and time. REQUIRES: each name is a handle or an id.
Record open_freeze(const FreezeOrder& order, const std::string& person);

// The order again; empty where `intent` is not one of these.
std::optional<FreezeOrder> open_freeze_of(const Record& intent);

// What became of it.
Record freeze_outcome(Record intent, Outcome outcome, std::string detail, WallTime at);

}  // namespace campaignd
