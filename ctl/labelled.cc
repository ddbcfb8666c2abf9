#include "labelled.h"

#include "core/display_text.h"
#include "table.h"

namespace campaignd {

std::size_t room_beside_labels(std::size_t width) {
  constexpr std::size_t kNarrow = 20;  // below this a paragraph is a column of words; let it run over instead
  return width > kLabelIndent + kLabelWidth + kNarrow ? width - kLabelIndent - kLabelWidth : 0;
}

std::string labelled(std::string_view label, std::string_view text, Ink ink, const Paint& paint, std::size_t width) {
  std::string out = std::string(kLabelIndent, ' ') + paint(ink, padded(label, kLabelWidth));
  bool first = true;
  for (const std::string& line : wrapped(escape_controls(text), room_beside_labels(width))) {
    if (!first) out += std::string(kLabelIndent + kLabelWidth, ' ');
    out += line + "\n";
    first = false;
  }
  return out;
}

}  // namespace campaignd
