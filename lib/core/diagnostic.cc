#include "core/diagnostic.h"

#include "core/display_text.h"

namespace campaignd {

std::string_view to_text(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "";
}

std::string to_text(const Diagnostic& diagnostic) {
  std::string text;
  if (!diagnostic.file.empty()) text += escape_controls(diagnostic.file) + ":";
  if (diagnostic.line != 0) {
    text += std::to_string(diagnostic.line) + ":";
    if (diagnostic.column != 0) text += std::to_string(diagnostic.column) + ":";
  }
  if (!text.empty()) text += " ";
  text.append(to_text(diagnostic.severity)).append(": ").append(escape_controls(diagnostic.message));
  return text;
}

std::string to_text(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& one : diagnostics) text += (text.empty() ? "" : "\n") + to_text(one);
  return text;
}

}  // namespace campaignd
