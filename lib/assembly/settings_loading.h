// The settings as they count: the file, and what the environment says where the file leaves a default. And the key,
// from wherever the settings and the environment keep it.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "adapters/api/api_key.h"
#include "adapters/yaml/settings_reader.h"
#include "assembly/environment.h"
#include "core/diagnostic.h"
#include "core/settings.h"

namespace campaignd {

// A settings file's path as it was typed, made one that holds in every directory: commands are shown that name it.
std::string from_anywhere(const std::string& file);

// The same of a file with errors, as far as it can be understood; for somebody who wants to know everything at once.
SettingsReading look_at_settings(const std::string& file, const Environment& environment);

// Every error of the file at once.
tl::expected<Settings, Diagnostics> load_settings(const std::string& file, const Environment& environment);

// A file's path, `$OTPIQ_API_KEY`, or nothing: $CREDENTIALS_DIRECTORY/otpiq-key, else api.keyFile, else $OTPIQ_API_KEY,
// else `otpiq-key` beside the settings file, which is where the units' credential comes from. The first that there is
// counts, even where it cannot be used.
std::string api_key_origin(const Settings& settings, const Environment& environment);

// From there. A file that others can read is refused.
tl::expected<ApiKey, Diagnostic> load_api_key(const Settings& settings, const Environment& environment);

}  // namespace campaignd
