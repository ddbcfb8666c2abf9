// What who waits for a freeze is told meanwhile. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/order.h"
#include "patient_transport.h"

namespace campaignd {

// How many are on the clock still, what is waited for, and how to end it. `blindness`: why it is not known what is on
// the clock; empty: it is, or nothing was asked yet. `looks_at`: where nothing is waited for, when it looks again.
std::string freeze_waiting(const std::vector<Stopped>& rows, const std::string& blindness, const Waiting& waiting,
                           std::string_view looks_at = "");

}  // namespace campaignd
