// What a row of the decision's table (core/decide.h) says where it fits; a row that does not fit says nothing.
#pragma once

#include <optional>
#include <string>

#include "core/instant.h"
#include "core/plan.h"

namespace campaignd {

struct Ruling {
  Action action = Action::kUnchanged;
  std::string reason = {};
  std::string detail = {};
  std::optional<WallTime> clears_at = {};  // when it ends by itself
};

}  // namespace campaignd
