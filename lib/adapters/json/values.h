// How single values are written as JSON; shared by the writers of this folder and by nobody else.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/campaign.h"
#include "core/instant.h"

namespace campaignd::json {

using Json = nlohmann::ordered_json;

inline Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(std::string(text));
}

inline Json instant_or_null(const std::optional<WallTime>& instant) {
  return instant ? Json(to_rfc3339(*instant)) : Json(nullptr);
}

// Bytes that are not UTF-8 come from a service or a file; they must not cost the reader the whole answer.
inline std::string dumped(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace campaignd::json
