#include "core/policy/recipients.h"

namespace campaignd {

std::optional<std::string> against_recipients(std::optional<std::int64_t> recipients) {
  if (!recipients || *recipients > 0) return std::nullopt;
  return "it has no recipients";
}

}  // namespace campaignd
