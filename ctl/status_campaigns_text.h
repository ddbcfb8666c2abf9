// The campaigns in a status: what is being sent, what goes out next, with what locks or blocks each, and what else is
// not as the file says. Pure.
#pragma once

#include <string>

#include "service_status.h"
#include "status_text.h"

namespace campaignd {

// What no stop reaches any more, as far as it is known; empty where nothing is being sent.
std::string being_sent_text(const ServiceStatus& status, const StatusTextOptions& options);

std::string next_sends_text(const ServiceStatus& status, const StatusTextOptions& options);

// Those that are not on the clock, since the others stand among what goes out.
std::string differing_text(const ServiceStatus& status, const StatusTextOptions& options);

}  // namespace campaignd
