// `    label         text`, the text broken at spaces into what room there is, what does not fit going on under its
// first word. Pure; control characters are escaped here, the direction of foreign words is isolated by whoever gives
// them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "paint.h"

namespace campaignd {

inline constexpr std::size_t kLabelIndent = 4;
inline constexpr std::size_t kLabelWidth = 14;  // the longest label is `scheduledFor`

// The columns that are left beside the labels on `width`; 0: the line is not broken.
std::size_t room_beside_labels(std::size_t width);

// Of `width` columns (0: never broken); ends with a newline.
std::string labelled(std::string_view label, std::string_view text, Ink ink, const Paint& paint, std::size_t width);

}  // namespace campaignd
