#include "table.h"

#include <doctest/doctest.h>

#include "core/display_text.h"

namespace campaignd::testing {

TEST_CASE("Arabic and Latin text are padded to the same width") {
  CHECK(display_width(padded(isolate("عيد مبارك"), 14)) == 14);
  CHECK(display_width(padded("Eid greeting", 14)) == 14);
}

TEST_CASE("text that is wider than its column is not shortened") {
  CHECK(padded("abcdef", 3) == "abcdef");
}

TEST_CASE("a line that just fits is not broken, one column less breaks it") {
  CHECK(wrapped("ab cd", 5) == std::vector<std::string>{"ab cd"});
  CHECK(wrapped("ab cd", 4) == std::vector<std::string>{"ab", "cd"});
}

TEST_CASE("a word wider than the line stands alone, and width 0 breaks nothing") {
  CHECK(wrapped("a bcdefgh i", 3) == std::vector<std::string>{"a", "bcdefgh", "i"});
  CHECK(wrapped("a bcdefgh i", 0) == std::vector<std::string>{"a bcdefgh i"});
  CHECK(wrapped("", 10) == std::vector<std::string>{""});
}

TEST_CASE("columns are as wide as their widest cell, and no line ends in blanks") {
  Table table({"A", "BB"});
  table.add({{"xxx"}, {"y"}});
  table.add({{"x"}, {""}});
  CHECK(table.text(2, Paint::none()) == "  A    BB\n  xxx  y\n  x\n");
}

}  // namespace campaignd::testing
