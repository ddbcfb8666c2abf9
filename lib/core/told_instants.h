// Instants within sentences, for people: what decides writes them in one form for all readers, RFC 3339 in UTC, and
// whoever shows a sentence tells them in the zone of who reads it. Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/zone.h"

namespace campaignd {

// `…at 2026-12-01T15:00:00.000Z` becomes `…at 2026-12-01 18:00 +03:00`. What only looks like an instant stays.
std::string with_told_instants(std::string_view sentence, const Zone& zone);

}  // namespace campaignd
