// How campaignd ends; documented, and used by units and scripts.
#pragma once

namespace campaignd {

inline constexpr int kExitOk = 0;       // in agreement; a service that was asked to stop
inline constexpr int kExitError = 1;    // an error, an invalid, a missing
inline constexpr int kExitLeft = 2;     // --once: held, locked, blocked, immutable, dry run, paused
inline constexpr int kExitConfig = 78;  // settings that cannot be used (EX_CONFIG); the units do not restart on it

}  // namespace campaignd
