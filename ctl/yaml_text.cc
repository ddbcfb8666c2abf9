#include "yaml_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/display_text.h"
#include "core/utf8.h"

namespace campaignd {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Nobody sees it, or it moves what stands around it.
bool is_unseen(char32_t code) {
  const bool is_control = code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029;
  const bool is_none = code == 0xFFFE || code == 0xFFFF;
  return is_control || is_none || looks_blank(code) || directional_mark_name(code).has_value();
}

// Words that some reader of YAML takes for something else than text.
bool is_a_word_of_yaml(std::string_view text) {
  constexpr std::array<std::string_view, 12> kWords{"null", "true", "false", "yes", "no",  "on",
                                                    "off",  "y",    "n",     "nan", "inf", "infinity"};
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

// It begins with a letter, so that it is no number and no date, and holds nothing that YAML gives a meaning.
bool is_plain(std::string_view text) {
  if (text.empty() || is_a_word_of_yaml(text)) return false;
  const char first = text.front();
  if (!is_letter(first) && static_cast<unsigned char>(first) < 0x80) return false;
  if (text.back() == ' ' || text.find("  ") != text.npos) return false;
  while (!text.empty()) {
    const CodePoint code = first_code_point(text);
    if (!code.is_valid || is_unseen(code.value)) return false;
    const char c = text.front();
    const bool is_harmless =
        is_letter(c) || is_digit(c) || std::string_view(" _-./+()").find(c) != std::string_view::npos;
    if (code.value < 0x80 && !is_harmless) return false;
    text.remove_prefix(code.length);
  }
  return true;
}

void append_escaped(std::string& out, char32_t code) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const bool is_short = code <= 0xFF;
  const bool is_long = code > 0xFFFF;
  out += is_short ? "\\x" : is_long ? "\\U" : "\\u";
  for (int shift = is_short ? 4 : is_long ? 28 : 12; shift >= 0; shift -= 4) {
    out += kDigits[(static_cast<std::uint32_t>(code) >> static_cast<unsigned>(shift)) & 0xFU];
  }
}

}  // namespace

std::string yaml_text(std::string_view text) {
  return is_plain(text) ? std::string(text) : quoted_yaml_text(text);
}

std::string quoted_yaml_text(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const CodePoint code = first_code_point(text);
    if (code.value == U'\n') {
      out += "\\n";
    } else if (code.value == U'\t') {
      out += "\\t";
    } else if (code.value == U'"' || code.value == U'\\') {
      out += {'\\', text.front()};
    } else if (!code.is_valid || is_unseen(code.value)) {
      append_escaped(out, code.value);
    } else {
      out += text.substr(0, code.length);
    }
    text.remove_prefix(code.length);
  }
  return out + "\"";
}

}  // namespace campaignd
