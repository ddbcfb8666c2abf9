#include "adapters/json/plan_values.h"

#include <string_view>
#include <variant>

namespace campaignd::json {
namespace {

void write_value(Writer& json, const FieldValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return json.text(*text);
  if (const auto* instant = std::get_if<WallTime>(&value)) return json.instant(*instant);
  json.null();
}

}  // namespace

void write_handle(Writer& json, const std::optional<Handle>& handle) {
  json.text_or_null(handle ? std::string_view(handle->str()) : std::string_view());
}

void write_changes(Writer& json, const std::vector<FieldChange>& changes) {
  write_list(json, changes, [&](const FieldChange& change) {
    json.begin_object();
    json.key("field").text(to_text(change.field));
    json.key("from");
    write_value(json, change.from);
    json.key("to");
    write_value(json, change.to);
    json.end_object();
  });
}

void write_warnings(Writer& json, const std::vector<Warning>& warnings) {
  write_list(json, warnings, [&](const Warning& warning) {
    json.begin_object();
    json.key("rule").text(warning.rule);
    json.key("detail").text(warning.detail);
    json.end_object();
  });
}

}  // namespace campaignd::json
