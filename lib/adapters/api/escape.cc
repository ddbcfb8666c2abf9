#include "adapters/api/escape.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>

namespace campaignd {

namespace {

struct Character {
  std::uint32_t code_point = 0;
  std::size_t length = 0;  // bytes
};

std::optional<Character> first_character(std::string_view bytes);
bool is_harmless(std::uint32_t code_point);
std::string written_out(std::uint32_t code_point);
std::string byte_as_hex(unsigned byte);
std::string code_point_as_hex(std::uint32_t code_point);

}  // namespace

std::string escaped(std::string_view bytes, std::size_t limit) {
  std::string result;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto character = first_character(bytes.substr(at));
    const std::size_t length = character ? character->length : 1;
    if (at + length > limit) return result + "…";
    if (!character) {
      result += byte_as_hex(static_cast<unsigned char>(bytes[at]));
    } else if (is_harmless(character->code_point)) {
      result.append(bytes.substr(at, length));
    } else {
      result += written_out(character->code_point);
    }
    at += length;
  }
  return result;
}

namespace {

// The shortest form of a scalar value, as UTF-8 demands; empty for anything else.
std::optional<Character> first_character(std::string_view bytes) {
  const auto byte = [&](std::size_t i) -> std::uint32_t { return static_cast<unsigned char>(bytes[i]); };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return Character{lead, 1};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || bytes.size() < length) return std::nullopt;
  std::uint32_t code_point = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return std::nullopt;
    code_point = (code_point << 6U) | (byte(i) & 0x3fU);
  }
  constexpr std::array<std::uint32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
  if (code_point < kSmallest[length] || code_point > 0x10ffff || surrogate) return std::nullopt;
  return Character{code_point, length};
}

bool is_harmless(std::uint32_t c) {
  const bool control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
  const bool direction =
      c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  const bool line = c == 0x2028 || c == 0x2029 || c == 0xfeff;
  return !control && !direction && !line;
}

std::string written_out(std::uint32_t code_point) {
  switch (code_point) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return code_point < 0x80 ? byte_as_hex(code_point) : code_point_as_hex(code_point);
  }
}

std::string byte_as_hex(unsigned byte) {
  std::array<char, 8> text{};
  const int length = std::snprintf(text.data(), text.size(), "\\x%02x", byte & 0xffU);
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string code_point_as_hex(std::uint32_t code_point) {
  std::array<char, 16> text{};
  const int length = std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(code_point));
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

}  // namespace campaignd
