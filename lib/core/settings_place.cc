#include "core/settings_place.h"

#include <algorithm>

#include "core/display_text.h"

namespace campaignd {

namespace {

// What a shell takes as it stands; letters beyond ASCII are such to it, too.
bool is_plain(char c) {
  constexpr std::string_view kPlain = "/._-+=:,@%";
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return is_letter || static_cast<unsigned char>(c) >= 0x80 || kPlain.find(c) != std::string_view::npos;
}

std::string shell_word(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string quoted = "'";
  for (const char c : text) quoted.append(c == '\'' ? std::string_view("'\\''") : std::string_view(&c, 1));
  return quoted + "'";
}

}  // namespace

std::string campaignctl_command(std::string_view settings_file, std::string_view arguments) {
  const bool is_default = settings_file.empty() || settings_file == kDefaultSettingsFile;
  const std::string config = is_default ? "" : "--config " + isolate(shell_word(settings_file)) + " ";
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
