// Times as people read them: in a zone, with the offset, and how far away.
#pragma once

#include <string>

#include "core/instant.h"
#include "core/zone.h"

namespace campaignd {

// `in 7 days`, `in 1 day 3 h`, `4 min ago`, `now` (within a second); from two days on in whole days.
std::string distance(WallTime instant, WallTime now);

// `Tue 2026-12-01 18:00 +03:00`.
std::string dated(WallTime instant, const Zone& zone);

// `2026-12-01 18:00:07 +03:00`, always to the second, so that such times stand under each other.
std::string stamp(WallTime instant, const Zone& zone);

// `18:00:07 +03:00`, of what is near.
std::string time_of_day(WallTime instant, const Zone& zone);

// `Tue 2026-12-01 18:00 +03:00, in 7 days`.
std::string told(WallTime instant, WallTime now, const Zone& zone);

}  // namespace campaignd
