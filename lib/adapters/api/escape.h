// Text from outside made fit for a log line, a terminal and a page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace campaignd {

// `bytes` with controls, marks that turn the direction of text, line separators and whatever is not UTF-8 written as
// `\n`, `\u202e`, `\xff`. Takes at most `limit` bytes of it, never half a character, and ends in `…` where more
// followed. For reading, not for reading back: a backslash stays as it is.
std::string escaped(std::string_view bytes, std::size_t limit);

}  // namespace campaignd
