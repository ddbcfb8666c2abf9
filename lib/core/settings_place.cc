#include "core/settings_place.h"

#include "core/display_text.h"

namespace campaignd {

std::string campaignctl_command(std::string_view settings_file, std::string_view arguments) {
  const bool is_default = settings_file.empty() || settings_file == kDefaultSettingsFile;
  const std::string config = is_default ? "" : "--config " + isolate(settings_file) + " ";
  return "campaignctl " + config + std::string(arguments);
}

std::string with_settings_named(std::string_view sentence, std::string_view settings_file) {
  constexpr std::string_view kCommand = "`campaignctl ";
  constexpr std::string_view kNamed = "--config ";
  std::string whole;
  for (std::size_t at = sentence.find(kCommand); at != std::string_view::npos; at = sentence.find(kCommand)) {
    whole += sentence.substr(0, at + 1);
    sentence.remove_prefix(at + kCommand.size());
    whole += sentence.starts_with(kNamed) ? "campaignctl " : campaignctl_command(settings_file, "");
  }
  return whole.append(sentence);
}

}  // namespace campaignd
