#include "adapters/json/diagnostics_json.h"

#include <algorithm>

#include "adapters/json/values.h"

namespace campaignd {

using json::Json;

std::string diagnostics_json(const Diagnostics& diagnostics) {
  Json json;
  json["version"] = 1;
  json["ok"] = std::none_of(diagnostics.begin(), diagnostics.end(),
                            [](const Diagnostic& each) { return each.severity == Severity::kError; });
  json["errors"] = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    Json each;
    each["file"] = json::text_or_null(diagnostic.file);
    each["line"] = diagnostic.line == 0 ? Json(nullptr) : Json(diagnostic.line);
    each["column"] = diagnostic.column == 0 ? Json(nullptr) : Json(diagnostic.column);
    each["severity"] = to_text(diagnostic.severity);
    each["message"] = diagnostic.message;
    json["errors"].push_back(std::move(each));
  }
  return json::dumped(json);
}

}  // namespace campaignd
