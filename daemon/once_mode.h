// `--once`: one reconcile, in a process that can be interrupted.
#pragma once

#include "adapters/api/api_key.h"
#include "adapters/spdlog/event_log.h"
#include "core/settings.h"
#include "ports/clock.h"
#include "ports/journal.h"

namespace campaignd {

// The exit code: 0 in agreement, 1 an error, 2 something is left. SIGTERM and SIGINT end it within `api.timeout`, as an
// error.
int run_once_mode(const Settings& settings, ApiKey key, Clock& clock, Journal& journal, EventLog& log);

}  // namespace campaignd
