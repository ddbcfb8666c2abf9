// The settings file, read strictly: everything in it is known, in its place and within its limits, or all errors come
// back in the file's order, and nothing else does. What the environment says is not looked at, nor whether what the
// file names is there.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "core/diagnostic.h"
#include "core/settings.h"

namespace campaignd {

// `file_name` is shown in messages and becomes Settings::file. Defaults stand where the file gives nothing. A policy
// that is given and that this version does not enforce is an error. Values that may hold a secret are never shown.
[[nodiscard]] tl::expected<Settings, Diagnostics> read_settings(const std::string& file_name, std::string_view bytes);

}  // namespace campaignd
