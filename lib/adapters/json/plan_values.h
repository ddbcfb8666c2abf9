// How parts of a plan are written as JSON, wherever they stand; shared by the writers of this folder and by nobody
// else.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "adapters/json/values.h"
#include "core/plan.h"

namespace campaignd::json {

template <class Range, class Write>
Json list_of(const Range& range, Write write) {
  Json list = Json::array();
  for (const auto& each : range) list.push_back(write(each));
  return list;
}

inline Json change_of(const FieldChange& change) {
  const auto value_of = [](const FieldValue& value) -> Json {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* instant = std::get_if<WallTime>(&value)) return to_rfc3339(*instant);
    return nullptr;
  };
  Json json;
  json["field"] = to_text(change.field);
  json["from"] = value_of(change.from);
  json["to"] = value_of(change.to);
  return json;
}

inline Json warnings_of(const std::vector<Warning>& warnings) {
  return list_of(warnings, [](const Warning& warning) {
    Json json;
    json["rule"] = warning.rule;
    json["detail"] = warning.detail;
    return json;
  });
}

}  // namespace campaignd::json
