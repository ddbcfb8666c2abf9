// Events for programs: one JSON object a line, and the fields of systemd's journal. Pure. Keys are only ever added;
// what an event does not have is left out; instants are RFC 3339 in UTC.
#pragma once

#include <string>
#include <vector>

#include "core/event.h"

namespace campaignd {

// {"time", "level", "event", "message", "reconcile", "revision", "handle", "id", "action", "reason", "fields":
// [{"field", "from", "to"}], "attempt", "status", "durationMs"}, without a line end.
std::string to_json_line(const Event& event);

// MESSAGE, PRIORITY, CAMPAIGND_EVENT and whatever else the event has, each as `NAME=value`; no value holds a NUL.
std::vector<std::string> to_journal_fields(const Event& event);

}  // namespace campaignd
