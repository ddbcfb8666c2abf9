#include "core/ids.h"

#include <algorithm>

namespace campaignd {

std::optional<Handle> Handle::parse(std::string_view text) {
  const auto starts = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const auto continues = [&](char c) { return starts(c) || c == '.' || c == '_' || c == '-'; };
  if (text.empty() || text.size() > kMaxLength) return std::nullopt;
  if (!starts(text.front()) || !std::all_of(text.begin(), text.end(), continues)) return std::nullopt;
  return Handle(std::string(text));
}

}  // namespace campaignd
