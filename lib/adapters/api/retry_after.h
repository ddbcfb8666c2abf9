// How long the service asks to be left alone.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "core/instant.h"

namespace campaignd {

// The value of a `Retry-After` header: seconds, or a date, which is counted from `answered_at`. Never negative; what
// would be longer than a year counts as one (the caller has a cap of its own). Empty for anything else.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value, WallTime answered_at);

// `waitMinutes` of a 429's body, with the same limits.
std::optional<std::chrono::milliseconds> wait_of_minutes(double minutes);

}  // namespace campaignd
