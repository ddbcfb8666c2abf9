// What ThreadSanitizer's runtime does to a process that looks at itself: its thread wakes ten times a second, and it
// needs files that may grow.
#pragma once

namespace campaignd::testing {

#ifdef __SANITIZE_THREAD__
inline constexpr bool kHasThreadSanitizer = true;
#else
inline constexpr bool kHasThreadSanitizer = false;
#endif

}  // namespace campaignd::testing
