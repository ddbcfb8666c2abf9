#include "adapters/yaml/parsed_text.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"

namespace campaignd {

ParsedText::ParsedText(std::uint32_t file, std::string_view text) : file_(file), text_(text), line_starts_{0} {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') line_starts_.push_back(at + 1);
  }
}

Mark ParsedText::locate(const YAML::Mark& mark) const {
  const auto offset = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
  const std::size_t line = line_of(offset, mark.line);
  const std::size_t start = line_starts_[line];
  return {file_, static_cast<std::uint32_t>(line) + 1,
          static_cast<std::uint32_t>(count_characters(text_.substr(start, offset - start))) + 1};
}

bool ParsedText::is_written_null(const YAML::Mark& mark) const {
  const std::string_view rest = behind_properties(mark);
  constexpr std::array<std::string_view, 4> kWords{"null", "Null", "NULL", "~"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    if (rest.substr(0, word.size()) != word) return false;
    const std::string_view behind = rest.substr(word.size(), 1);
    return behind.empty() || std::string_view(" \t\r\n,]}:").find(behind.front()) != std::string_view::npos;
  });
}

bool ParsedText::is_left_open(const YAML::Mark& mark) const {
  const std::string_view scalar = behind_properties(mark);
  const char quote = scalar.empty() ? ' ' : scalar.front();
  if (quote != '"' && quote != '\'') return false;
  for (std::size_t at = 1; at < scalar.size(); ++at) {
    if (quote == '"' && scalar[at] == '\\') {
      ++at;
    } else if (scalar[at] == quote) {
      const bool is_doubled = quote == '\'' && scalar.substr(at + 1, 1) == "'";
      if (!is_doubled) return false;
      ++at;
    }
  }
  return true;
}

// Nearly always the one that the parser says.
std::size_t ParsedText::line_of(std::size_t offset, int said) const {
  const auto line = static_cast<std::size_t>(std::max(said, 0));
  const bool is_there = line < line_starts_.size() && line_starts_[line] <= offset &&
                        (line + 1 == line_starts_.size() || offset < line_starts_[line + 1]);
  if (is_there) return line;
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  return static_cast<std::size_t>(after - line_starts_.begin()) - 1;
}

// The text from a value on, without the anchor and the tag before it.
std::string_view ParsedText::behind_properties(const YAML::Mark& mark) const {
  std::string_view rest = text_.substr(std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size()));
  constexpr std::string_view kSpace = " \t\r\n";
  while (!rest.empty() && (rest.front() == '&' || rest.front() == '!')) {
    rest.remove_prefix(std::min(rest.find_first_of(kSpace), rest.size()));
    rest.remove_prefix(std::min(rest.find_first_not_of(kSpace), rest.size()));
  }
  return rest;
}

}  // namespace campaignd
