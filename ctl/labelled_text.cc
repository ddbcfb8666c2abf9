#include "labelled_text.h"

#include <variant>

#include "core/display_text.h"
#include "core/instant.h"
#include "table.h"

namespace campaignd {

namespace {

constexpr std::size_t kLabel = 14;  // the longest label is `scheduledFor`

// The columns that are left beside the labels; 0: the line is not broken.
std::size_t room_beside_labels(const Page& page) {
  constexpr std::size_t kNarrow = 20;  // below this a paragraph is a column of words; let it run over instead
  return page.width > kLabelIndent + kLabel + kNarrow ? page.width - kLabelIndent - kLabel : 0;
}

}  // namespace

std::string paragraph(std::string_view text, Ink ink, const Page& page) {
  std::string out;
  for (const std::string& line : wrapped(escape_controls(text), page.width)) out += page.paint(ink, line) + "\n";
  return out;
}

std::string labelled(std::string_view label, std::string_view text, Ink ink, const Page& page) {
  std::string out = std::string(kLabelIndent, ' ') + page.paint(ink, padded(label, kLabel));
  bool first = true;
  for (const std::string& line : wrapped(escape_controls(text), room_beside_labels(page))) {
    if (!first) out += std::string(kLabelIndent + kLabel, ' ');
    out += line + "\n";
    first = false;
  }
  return out;
}

std::string changed_side(std::string_view label, char sign, const std::string& value, Ink ink, const Page& page) {
  const std::size_t room = room_beside_labels(page);
  std::string out;
  for (const std::string& line : wrapped(value, room == 0 ? 0 : room - 2)) {
    const std::string start = out.empty() ? std::string(1, sign) + " " : "  ";
    out += std::string(kLabelIndent, ' ') + padded(out.empty() ? label : "", kLabel) + page.paint(ink, start + line) +
           "\n";
  }
  return out;
}

std::string shift_text(const FieldChange& change) {
  const auto* from = std::get_if<WallTime>(&change.from);
  const auto* to = std::get_if<WallTime>(&change.to);
  if (from == nullptr || to == nullptr || *from == *to) return "";
  return " (" + in_words(*to - *from) + (*to > *from ? " later)" : " earlier)");
}

}  // namespace campaignd
