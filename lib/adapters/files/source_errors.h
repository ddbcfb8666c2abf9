// Why the desired state cannot be read, for a person: what is wrong with the place, and what to do next.
#pragma once

#include <string>

#include "adapters/files/standing.h"
#include "core/diagnostic.h"

namespace campaignd {

// Missing, not allowed, not a regular file, a directory without files: whatever no waiting changes.
Diagnostics errors_of_place(const std::string& path, const Standing& standing);

// Empty, more than 2 MiB in one file (the design's limit), or more than 64 MiB or 1000 files in a directory (ours, so
// that what is held in memory has an end). To be asked of files at rest.
Diagnostics errors_of_sizes(const Standing& standing);

// `error` is the errno of opening or reading it.
Diagnostic error_of_reading(const StandingFile& file, int error);

}  // namespace campaignd
