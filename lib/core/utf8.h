// Text as code points. Every reader of foreign text goes through here, so that invalid UTF-8 is seen and never guessed
// at.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace campaignd {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  // bytes; 1 where it is not valid, so that a reader always gets on
  bool is_valid = false;   // not valid: overlong, cut short, a surrogate, beyond U+10FFFF, or a stray byte
};

// The first code point of `text`, which must not be empty.
CodePoint first_code_point(std::string_view text);

// Where the first byte stands that is not UTF-8; empty where all of it is.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

// Code points; every invalid byte counts as one.
std::size_t count_characters(std::string_view text);

// 0 to 9 for a decimal digit of any script (Unicode category Nd), empty for everything else.
std::optional<int> digit_value(char32_t code);

void append_utf8(std::string& text, char32_t code);

}  // namespace campaignd
