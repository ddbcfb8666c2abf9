// A desired state for somebody who waits for the answer: what stands there now. There is no debounce; a file that was
// saved in this very moment is given the few milliseconds in which the kernel could not tell another change apart.
#pragma once

#include <string>

#include "ports/source.h"

namespace campaignd {

// Unsettled where it still moves after half a second.
Source::Reading read_now(const std::string& path);

}  // namespace campaignd
