// The bytes of one file, read whole between two equal stats, or why not.
#pragma once

#include <string>
#include <variant>

#include "adapters/files/standing.h"

namespace campaignd {

// It is not, or no longer, the file that was looked at.
struct FileMoved {};

struct ReadFailure {
  int error = 0;  // errno
};

// Never blocks, whatever stands there now, and never takes more than the size that was looked at.
std::variant<std::string, FileMoved, ReadFailure> read_whole(const StandingFile& file);

}  // namespace campaignd
