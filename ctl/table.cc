#include "table.h"

#include <algorithm>

#include "core/display_text.h"

namespace campaignd {

namespace {

constexpr std::size_t kGap = 2;

std::string line_of(const std::vector<Table::Cell>& row, const std::vector<std::size_t>& widths, std::size_t indent,
                    const Paint& paint);
std::string without_paint(std::string_view line);

}  // namespace

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t shown = display_width(text);
  return std::string(text) + std::string(shown < width ? width - shown : 0, ' ');
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  if (width == 0) return {std::string(text)};
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    const std::size_t wide = display_width(word);
    if (used != 0 && used + 1 + wide > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used != 0) {
      lines.back() += ' ';
      ++used;
    }
    lines.back() += word;
    used += wide;
  }
  return lines;
}

std::string clipped(std::string_view text, std::size_t width, std::size_t height) {
  if (width == 0 || height < 2) return std::string(text);
  std::string out;
  std::size_t rows = 0;
  std::string_view rest = text;
  std::string before;  // what fits together with the last line
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
    const std::size_t wide = display_width(without_paint(line));
    const std::size_t taken = wide == 0 ? 1 : (wide + width - 1) / width;
    // The cursor stands below the last line.
    if (rows + taken > height - 1) {
      const auto more = std::count(rest.begin(), rest.end(), '\n') +
                        std::count(out.begin() + static_cast<std::ptrdiff_t>(before.size()), out.end(), '\n');
      return before + "… " + counted(more, "more line") + "; the screen is too small\n";
    }
    if (rows + taken <= height - 2) before = out + std::string(line);
    rows += taken;
    out += line;
    rest.remove_prefix(line.size());
  }
  return out;
}

std::string counted(std::int64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string side_by_side(const std::vector<std::string>& cells, std::size_t indent, std::size_t width) {
  std::string out;
  std::size_t used = 0;
  for (const std::string& cell : cells) {
    const std::size_t wide = display_width(cell);
    const bool is_first = used == 0;
    const bool fits = width == 0 || used + kGap + wide <= width;
    if (!is_first && !fits) out.erase(out.find_last_not_of(' ') + 1).append("\n");
    out += std::string(is_first || !fits ? indent : kGap, ' ') + cell;
    used = is_first || !fits ? indent + wide : used + kGap + wide;
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out + "\n";
}

bool Table::fits(std::size_t indent, std::size_t width) const {
  std::size_t used = indent;
  const auto columns = widths();
  for (const std::size_t column : columns) used += column;
  if (!columns.empty()) used += kGap * (columns.size() - 1);
  return width == 0 || used <= width;
}

std::vector<std::size_t> Table::widths() const {
  std::vector<std::size_t> widths;
  const auto measure = [&](std::size_t column, std::string_view text) {
    if (widths.size() <= column) widths.resize(column + 1, 0);
    widths[column] = std::max(widths[column], display_width(text));
  };
  for (std::size_t i = 0; i < heading_.size(); ++i) measure(i, heading_[i]);
  for (const auto& row : rows_) {
    if (row.size() == 1) continue;
    for (std::size_t i = 0; i < row.size(); ++i) measure(i, row[i].text);
  }
  return widths;
}

std::string Table::text(std::size_t indent, const Paint& paint) const {
  const auto widths = this->widths();
  std::string out;
  if (!heading_.empty()) {
    std::vector<Cell> heading;
    for (const std::string& text : heading_) heading.push_back({text, Ink::kDim});
    out += line_of(heading, widths, indent, paint);
  }
  for (const auto& row : rows_) out += line_of(row, widths, indent, paint);
  return out;
}

namespace {

std::string line_of(const std::vector<Table::Cell>& row, const std::vector<std::size_t>& widths, std::size_t indent,
                    const Paint& paint) {
  std::string line(indent, ' ');
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool last = i + 1 == row.size();
    line += paint(row[i].ink, last ? row[i].text : padded(row[i].text, widths[i]));
    if (!last) line += std::string(kGap, ' ');
  }
  // A last cell that is empty leaves blanks behind.
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string without_paint(std::string_view line) {
  std::string plain;
  for (std::size_t from = 0; from < line.size();) {
    const std::size_t escape = std::min(line.find('\033', from), line.size());
    plain += line.substr(from, escape - from);
    from = escape == line.size() ? escape : std::min(line.find('m', escape), line.size() - 1) + 1;
  }
  while (plain.ends_with('\n')) plain.pop_back();
  return plain;
}

}  // namespace

}  // namespace campaignd
