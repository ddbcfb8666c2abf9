// Whether a file that somebody wants checked is meant as settings or as desired state. A guess by the keys at the start
// of its lines, so that it works on a file that is broken; it decides only which errors are told.
#pragma once

#include <string_view>

namespace campaignd {

// True where a key of settings stands at the top, and none that only a desired state has.
bool is_settings_text(std::string_view yaml);

}  // namespace campaignd
