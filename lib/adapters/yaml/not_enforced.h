// The settings that the file's format has and this version does not act upon. A safety rule that is silently not kept
// is worse than an error, so that giving one is refused. A version that comes to enforce one removes its line here.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"

namespace campaignd {

struct NotEnforced {
  std::string_view section;
  std::string_view key;
  std::optional<std::string_view> accepted;  // the one value that asks for what this version does anyway
};

inline constexpr std::array<NotEnforced, 1> kNotEnforced{{
    {"control", "listen", ""},
}};

// Reports every setting of `section` that is given and not enforced.
void refuse_not_enforced(const Node& section, std::string_view name, Findings& findings);

}  // namespace campaignd
