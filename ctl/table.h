// Text in columns and paragraphs for a terminal, aligned by how wide it is shown and not by bytes, so that Arabic and
// Latin names stand under each other. Pure; text is taken as it is, made safe by whoever gives it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "paint.h"

namespace campaignd {

// `text` and as many spaces as it needs to be `width` columns wide; never shortened.
std::string padded(std::string_view text, std::size_t width);

// Broken at spaces into lines at most `width` columns wide (0: never broken); a word that is wider stands alone. At
// least one line.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// The first lines of a text, as many as a screen of that size shows, with a last one that says how many more there are;
// 0: all. A line that is wider than the screen takes several. What paints takes no room.
std::string clipped(std::string_view text, std::size_t width, std::size_t height);

// `1 recipient`, `812 recipients`.
std::string counted(std::int64_t count, std::string_view noun);

// Cells beside each other, as many in a line as `width` lets (0: all), each line indented.
std::string side_by_side(const std::vector<std::string>& cells, std::size_t indent, std::size_t width);

// Rows of cells under a heading. A column is as wide as its widest cell; the last one is not padded. A row of one cell
// stands across all columns.
class Table {
 public:
  explicit Table(std::vector<std::string> heading) : heading_(std::move(heading)) {}

  struct Cell {
    std::string text;
    Ink ink = Ink::kPlain;
  };
  void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  [[nodiscard]] bool is_empty() const { return rows_.empty(); }

  // Whether its columns fit a screen of that width (0: any do), whatever stands across them.
  [[nodiscard]] bool fits(std::size_t indent, std::size_t width) const;

  // Every line indented by `indent` spaces and ended by a newline.
  [[nodiscard]] std::string text(std::size_t indent, const Paint& paint) const;

 private:
  [[nodiscard]] std::vector<std::size_t> widths() const;

  std::vector<std::string> heading_;  // empty: none is shown
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace campaignd
