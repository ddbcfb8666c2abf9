// The checks that a file passes before the YAML library sees a byte of it: size, encoding, and how deep brackets nest.
// They bound what a hostile file can cost; what the file means is not looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "adapters/yaml/findings.h"

namespace campaignd {

inline constexpr std::size_t kLargestFile = 2U << 20U;  // bytes
inline constexpr std::size_t kDeepest = 64;             // mappings and lists within each other

// The line and column, counted from 1 and columns in characters, of a byte of `text`.
Mark mark_at(std::uint32_t file, std::string_view text, std::size_t offset);

// `bytes` without a byte order mark.
std::string_view without_byte_order_mark(std::string_view bytes);

// Whether `text` (without its byte order mark) may be parsed; says why not in `findings`.
bool passes_guards(std::uint32_t file, std::string_view text, Findings& findings);

}  // namespace campaignd
