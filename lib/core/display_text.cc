#include "core/display_text.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "core/unicode_tables.h"
#include "core/utf8.h"

namespace campaignd {
namespace {

constexpr std::string_view kFirstStrongIsolate = "\u2068";
constexpr std::string_view kPopIsolate = "\u2069";

bool is_in(std::span<const unicode::CodeRange> table, char32_t code);
bool is_control(char32_t code);
void append_hexadecimal(std::string& text, std::string_view prefix, char32_t code, int digits);
void append_escaped(std::string& text, CodePoint code, std::string_view bytes);

}  // namespace

std::string escape_controls(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const CodePoint code = first_code_point(text);
    append_escaped(shown, code, text.substr(0, code.length));
    text.remove_prefix(code.length);
  }
  return shown;
}

std::string isolate(std::string_view text) {
  std::string shown;
  bool has_right_to_left = false;
  while (!text.empty()) {
    const CodePoint code = first_code_point(text);
    if (const auto name = code.is_valid ? directional_mark_name(code.value) : std::nullopt) {
      shown.append("<").append(*name).append(">");
    } else {
      append_escaped(shown, code, text.substr(0, code.length));
      has_right_to_left = has_right_to_left || (code.is_valid && is_in(unicode::kRightToLeft, code.value));
    }
    text.remove_prefix(code.length);
  }
  if (!has_right_to_left) return shown;
  return std::string(kFirstStrongIsolate).append(shown).append(kPopIsolate);
}

std::optional<std::string_view> directional_mark_name(char32_t code) {
  switch (code) {
    case 0x061C:
      return "ARABIC LETTER MARK";
    case 0x200E:
      return "LEFT-TO-RIGHT MARK";
    case 0x200F:
      return "RIGHT-TO-LEFT MARK";
    case 0x202A:
      return "LEFT-TO-RIGHT EMBEDDING";
    case 0x202B:
      return "RIGHT-TO-LEFT EMBEDDING";
    case 0x202C:
      return "POP DIRECTIONAL FORMATTING";
    case 0x202D:
      return "LEFT-TO-RIGHT OVERRIDE";
    case 0x202E:
      return "RIGHT-TO-LEFT OVERRIDE";
    case 0x2066:
      return "LEFT-TO-RIGHT ISOLATE";
    case 0x2067:
      return "RIGHT-TO-LEFT ISOLATE";
    case 0x2068:
      return "FIRST STRONG ISOLATE";
    case 0x2069:
      return "POP DIRECTIONAL ISOLATE";
    default:
      return std::nullopt;
  }
}

// The spaces of Unicode's category Zs, and what has no width of its own but is no mark on a letter.
bool looks_blank(char32_t code) {
  if (code == 0xA0 || code == 0x1680 || code == 0x202F || code == 0x205F || code == 0x3000) return true;
  return (code >= 0x2000 && code <= 0x200D) || code == 0xAD || code == 0x2060 || code == 0xFEFF;
}

std::string code_point_name(char32_t code) {
  std::string name;
  append_hexadecimal(name, "U+", code, code > 0xFFFF ? 6 : 4);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
  return name;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint code = first_code_point(text);
    text.remove_prefix(code.length);
    if (!code.is_valid) {
      ++width;
    } else if (!is_control(code.value) && !is_in(unicode::kZeroWidth, code.value)) {
      width += is_in(unicode::kWide, code.value) ? 2U : 1U;
    }
  }
  return width;
}

namespace {

bool is_in(std::span<const unicode::CodeRange> table, char32_t code) {
  const auto after = std::upper_bound(table.begin(), table.end(), code,
                                      [](char32_t c, const unicode::CodeRange& range) { return c < range.first; });
  return after != table.begin() && code <= std::prev(after)->last;
}

// The line and paragraph separators end a line in some viewers, so they are treated as controls.
bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029;
}

void append_hexadecimal(std::string& text, std::string_view prefix, char32_t code, int digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  text += prefix;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    text += kDigits[(code >> static_cast<unsigned>(shift)) & 0xFU];
  }
}

void append_escaped(std::string& text, CodePoint code, std::string_view bytes) {
  if (!code.is_valid) return append_hexadecimal(text, "\\x", code.value, 2);
  if (!is_control(code.value)) {
    text += bytes;
  } else if (code.value == U'\n') {
    text += "\\n";
  } else if (code.value == U'\t') {
    text += "\\t";
  } else if (code.value == U'\r') {
    text += "\\r";
  } else if (code.value < 0x80) {
    append_hexadecimal(text, "\\x", code.value, 2);
  } else {
    append_hexadecimal(text, "\\u", code.value, 4);
  }
}

}  // namespace
}  // namespace campaignd
