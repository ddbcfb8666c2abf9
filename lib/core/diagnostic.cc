#include "core/diagnostic.h"

#include <array>
#include <string_view>

namespace campaignd {
namespace {

std::string_view word(Severity severity) {
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

// A hostile file name or value must not be able to move the cursor or recolour the terminal.
std::string escape_controls(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) {
      out += c;
      continue;
    }
    out += "\\x";
    out += kHex[byte >> 4];
    out += kHex[byte & 0x0f];
  }
  return out;
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic) {
  std::string text = escape_controls(diagnostic.file);
  if (diagnostic.line > 0) {
    text += ':' + std::to_string(diagnostic.line);
    if (diagnostic.column > 0) text += ':' + std::to_string(diagnostic.column);
  }
  if (!text.empty()) text += ": ";
  text += word(diagnostic.severity);
  text += ": ";
  text += escape_controls(diagnostic.message);
  return text;
}

}  // namespace campaignd
