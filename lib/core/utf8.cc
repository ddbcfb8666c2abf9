#include "core/utf8.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "core/unicode_tables.h"

namespace campaignd {
namespace {

struct Lead {
  std::size_t length;
  char32_t bits;
  char32_t smallest;  // what fits into fewer bytes must not be written in so many
};
std::optional<Lead> lead_of(unsigned char byte);

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const auto byte = static_cast<unsigned char>(text.front());
  if (byte < 0x80) return {byte, 1, true};
  const CodePoint invalid{byte, 1, false};
  const auto lead = lead_of(byte);
  if (!lead || text.size() < lead->length) return invalid;
  char32_t code = lead->bits;
  for (std::size_t i = 1; i < lead->length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) return invalid;
    code = (code << 6U) | (next & 0x3FU);
  }
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < lead->smallest || code > 0x10FFFF || is_surrogate) return invalid;
  return {code, lead->length, true};
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = first_code_point(text.substr(at));
    if (!code.is_valid) return at;
    at += code.length;
  }
  return std::nullopt;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    text.remove_prefix(first_code_point(text).length);
    ++count;
  }
  return count;
}

std::optional<int> digit_value(char32_t code) {
  if (code >= U'0' && code <= U'9') return static_cast<int>(code - U'0');
  const auto* const after = std::upper_bound(std::begin(unicode::kDigitZeros), std::end(unicode::kDigitZeros), code);
  if (after == std::begin(unicode::kDigitZeros)) return std::nullopt;
  const char32_t value = code - *std::prev(after);
  if (value > 9) return std::nullopt;
  return static_cast<int>(value);
}

void append_utf8(std::string& text, char32_t code) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xC0U | (code >> 6U));
  } else if (code < 0x10000) {
    add(0xE0U | (code >> 12U));
    add(0x80U | ((code >> 6U) & 0x3FU));
  } else {
    add(0xF0U | (code >> 18U));
    add(0x80U | ((code >> 12U) & 0x3FU));
    add(0x80U | ((code >> 6U) & 0x3FU));
  }
  add(0x80U | (code & 0x3FU));
}

namespace {

std::optional<Lead> lead_of(unsigned char byte) {
  if ((byte & 0xE0U) == 0xC0U) return Lead{2, byte & 0x1FU, 0x80};
  if ((byte & 0xF0U) == 0xE0U) return Lead{3, byte & 0x0FU, 0x800};
  if ((byte & 0xF8U) == 0xF0U) return Lead{4, byte & 0x07U, 0x10000};
  return std::nullopt;
}

}  // namespace
}  // namespace campaignd
