// Which files of a directory are the desired state: `*.yaml` and `*.yml`. Hidden ones are not: editors keep their locks
// and drafts under such names (`.#campaigns.yaml`).
#pragma once

#include <string_view>

namespace campaignd {

constexpr bool is_yaml_name(std::string_view name) {
  return !name.starts_with('.') && (name.ends_with(".yaml") || name.ends_with(".yml"));
}

}  // namespace campaignd
