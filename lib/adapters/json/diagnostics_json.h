// What `validate` found, for other programs and editors: {"version", "ok", "errors": [{"file", "line", "column",
// "severity", "message"}]}. `ok` is false where any of them is an error; line and column are null for a whole file.
#pragma once

#include <string>

#include "core/diagnostic.h"

namespace campaignd {

// Indented by two spaces, with a newline at the end.
std::string diagnostics_json(const Diagnostics& diagnostics);

}  // namespace campaignd
