// Paragraphs; labelled lines under a heading, what does not fit going on under its first word; a change of a field as
// two of them,
// `-` and `+`. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/plan.h"
#include "paint.h"

namespace campaignd {

inline constexpr std::size_t kLabelIndent = 4;

struct Page {
  Paint paint = Paint::none();
  std::size_t width = 0;  // columns to wrap at; 0: never, as for a pipe
};

// Lines that fit the page, each in `ink`. Control characters of the text are escaped.
std::string paragraph(std::string_view text, Ink ink, const Page& page);

// `    label         text …`, the label in `ink`. Control characters of the text are escaped.
std::string labelled(std::string_view label, std::string_view text, Ink ink, const Page& page);

// One side of a change, `    label         - value`. The value was made fit to be shown.
std::string changed_side(std::string_view label, char sign, const std::string& value, Ink ink, const Page& page);

// ` (1 h later)`, where a time moves to a time; else empty.
std::string shift_text(const FieldChange& change);

}  // namespace campaignd
