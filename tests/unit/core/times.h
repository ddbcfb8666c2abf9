// Instants, as tests write them.
#pragma once

#include <string_view>

#include "core/instant.h"

namespace campaignd::test {

inline WallTime at(std::string_view text) {
  return parse_rfc3339(text).value();
}

}  // namespace campaignd::test
