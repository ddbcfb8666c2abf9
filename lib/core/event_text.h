// One event as one line for people: time, level, campaign, action, what changed from what to what, and why. Pure;
// control characters and whatever turns the writing direction are made harmless, so that a hostile name cannot forge a
// line.
#pragma once

#include <string>
#include <string_view>

#include "core/event.h"

namespace campaignd {

std::string_view to_text(EventLevel level);  // debug, info, warning, error

// `2026-11-23T09:00:00.000Z info eid-greeting update: scheduledFor 2026-12-01 17:00 +03:00 -> … (attempt 2, HTTP 200,
// 45 ms)`, without a line end. The line's own time is UTC; times within it are told in the event's zone. What follows a
// line end within the message stands below, indented.
std::string to_line(const Event& event);

// The same without time and level, for where those are kept beside it.
std::string to_sentence(const Event& event);

}  // namespace campaignd
