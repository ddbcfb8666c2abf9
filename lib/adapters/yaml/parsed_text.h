// The text that is parsed, where the parser's events do not say enough: in which line and column a mark stands, and
// what is written there.
#pragma once

#include <yaml-cpp/mark.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace campaignd {

class ParsedText {
 public:
  // `text` must outlive it.
  ParsedText(std::uint32_t file, std::string_view text);

  [[nodiscard]] Mark locate(const YAML::Mark& mark) const;

  // Whether a null is written there. The parser says one for nothing at all too; then the mark is that of whatever
  // follows. Where that is itself a key called `null`, the key is refused anyway.
  [[nodiscard]] bool is_written_null(const YAML::Mark& mark) const;

  // Whether quotes open there that are never closed: yaml-cpp takes a file that ends within quotes for one where they
  // were closed, as long as its last line has an end.
  [[nodiscard]] bool is_left_open(const YAML::Mark& mark) const;

 private:
  [[nodiscard]] std::size_t line_of(std::size_t offset, int said) const;
  [[nodiscard]] std::string_view behind_properties(const YAML::Mark& mark) const;

  std::uint32_t file_;
  std::string_view text_;
  std::vector<std::size_t> line_starts_;
};

}  // namespace campaignd
