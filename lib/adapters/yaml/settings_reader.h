// The settings file, read strictly: everything in it is known, in its place and within its limits, or all errors come
// back in the file's order, and nothing else does. What the environment says is not looked at, nor whether what the
// file names is there.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/diagnostic.h"
#include "core/settings.h"

namespace campaignd {

// As much of a file as can be understood, so that what it names can be looked at although something else in it is
// wrong.
struct SettingsReading {
  Settings settings;                      // defaults stand where the file gives nothing, or what it gives was refused
  Diagnostics errors;                     // none: all of `settings` counts
  std::vector<std::string_view> unknown;  // which of the three keys below say something that was not understood

  [[nodiscard]] bool knows(std::string_view key) const;
};
inline constexpr std::string_view kDesiredStateKey = "desiredState";
inline constexpr std::string_view kStateDirectoryKey = "stateDirectory";
inline constexpr std::string_view kKeyFileKey = "api.keyFile";

[[nodiscard]] SettingsReading understand_settings(const std::string& file_name, std::string_view bytes);

// `file_name` is shown in messages and becomes Settings::file. Defaults stand where the file gives nothing. A policy
// that is given and that this version does not enforce is an error. Values that may hold a secret are never shown.
[[nodiscard]] tl::expected<Settings, Diagnostics> read_settings(const std::string& file_name, std::string_view bytes);

}  // namespace campaignd
