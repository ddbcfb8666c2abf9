#include "core/settings_place.h"

#include "core/display_text.h"

namespace campaignd {

std::string campaignctl_command(const std::string& settings_file, const std::string& arguments) {
  const bool is_default = settings_file.empty() || settings_file == kDefaultSettingsFile;
  return "campaignctl " + (is_default ? "" : "--config " + isolate(settings_file) + " ") + arguments;
}

}  // namespace campaignd
