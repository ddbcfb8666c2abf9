// The command line of campaignd. The key never comes that way: everybody can read a command line.
#pragma once

#include <string>
#include <variant>

#include "core/settings_place.h"

namespace campaignd {

enum class Mode { kService, kOnce, kCheckConfig };

struct Options {
  std::string settings_file{kDefaultSettingsFile};
  Mode mode = Mode::kService;
  bool dry_run = false;
};

// The command line was answered already (--help, --version, or a mistake in it, which was told).
struct Answered {
  int exit_code = 0;
};

std::variant<Options, Answered> parse_options(int argc, const char* const* argv);

}  // namespace campaignd
