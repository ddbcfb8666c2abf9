#include "adapters/json/diagnostics_json.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "adapters/json/writer.h"

namespace campaignd {

namespace {

void write_diagnostic(json::Writer& json, const Diagnostic& diagnostic) {
  const auto place = [](std::uint32_t number) {
    return number == 0 ? std::nullopt : std::optional<std::int64_t>(number);
  };
  json.begin_object();
  json.key("file").text_or_null(diagnostic.file);
  json.key("line").number_or_null(place(diagnostic.line));
  json.key("column").number_or_null(place(diagnostic.column));
  json.key("severity").text(to_text(diagnostic.severity));
  json.key("message").text(diagnostic.message);
  json.end_object();
}

}  // namespace

std::string diagnostics_json(const Diagnostics& diagnostics) {
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version").number(1);
  json.key("ok").boolean(std::none_of(diagnostics.begin(), diagnostics.end(),
                                      [](const Diagnostic& each) { return each.severity == Severity::kError; }));
  json.key("errors").begin_array();
  for (const Diagnostic& diagnostic : diagnostics) write_diagnostic(json, diagnostic);
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace campaignd
