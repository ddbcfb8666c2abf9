// Foreign text made fit to be shown: on a terminal, in a log line, in an error. Nothing that it returns can move a
// cursor, end a line, or turn the text around it from right to left. Names are compared as they are, never as shown.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace campaignd {

// Control characters become `\n`, `\t`, `\x1b` or `\u0085`, bytes that are not UTF-8 `\xff`. Everything else stays.
std::string escape_controls(std::string_view text);

// As escape_controls, and characters that steer the direction of text become their names, `<RIGHT-TO-LEFT OVERRIDE>`;
// where right-to-left letters remain the whole stands between U+2068 and U+2069, so that what follows keeps its place.
std::string isolate(std::string_view text);

// `RIGHT-TO-LEFT MARK` and so on for the twelve characters that steer the direction of text; empty for others.
std::optional<std::string_view> directional_mark_name(char32_t code);

// Whether nothing, or nothing but room, is seen of it although it is no ASCII space: U+00A0, U+200B and their like.
bool looks_blank(char32_t code);

// `U+200B`, for what cannot be shown.
std::string code_point_name(char32_t code);

// Columns on a terminal: 0 for combining and format characters, 2 for wide ones, 1 for the rest. The text is one that
// was made fit to be shown: a control character counts 0.
std::size_t display_width(std::string_view text);

}  // namespace campaignd
