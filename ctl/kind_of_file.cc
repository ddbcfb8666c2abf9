#include "kind_of_file.h"

#include <algorithm>
#include <array>

namespace campaignd {

namespace {

constexpr std::array<std::string_view, 8> kOfSettings{
    "desiredState:", "stateDirectory:", "api:", "reconcile:", "policy:", "journal:", "log:", "control:"};
constexpr std::array<std::string_view, 2> kOfDesiredState{"campaigns:", "defaults:"};

bool starts_with_one_of(std::string_view line, auto& keys) {
  return std::any_of(keys.begin(), keys.end(), [line](std::string_view key) { return line.starts_with(key); });
}

}  // namespace

bool is_settings_text(std::string_view yaml) {
  bool found = false;
  while (!yaml.empty()) {
    const std::string_view line = yaml.substr(0, yaml.find('\n'));
    if (starts_with_one_of(line, kOfDesiredState)) return false;
    found = found || starts_with_one_of(line, kOfSettings);
    yaml.remove_prefix(std::min(line.size() + 1, yaml.size()));
  }
  return found;
}

}  // namespace campaignd
