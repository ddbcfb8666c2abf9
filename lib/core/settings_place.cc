#include "core/settings_place.h"

#include "core/display_text.h"

namespace campaignd {

std::string campaignctl_command(std::string_view settings_file, std::string_view arguments) {
  const bool is_default = settings_file.empty() || settings_file == kDefaultSettingsFile;
  const std::string config = is_default ? "" : "--config " + isolate(settings_file) + " ";
  return "campaignctl " + config + std::string(arguments);
}

}  // namespace campaignd
