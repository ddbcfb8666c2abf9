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

TEST_CASE(
    "a table fits where its columns do, whatever stands across them, and cells beside each other break likewise") {
  Table table({});
  table.add({{"abc"}, {"de"}});
  table.add({{"this stands across"}});
  CHECK(table.fits(2, 9));
  CHECK_FALSE(table.fits(2, 8));
  CHECK(table.fits(2, 0));

  CHECK(side_by_side({"abc", "de"}, 2, 9) == "  abc  de\n");
  CHECK(side_by_side({"abc", "de"}, 2, 8) == "  abc\n  de\n");
  CHECK(side_by_side({"abc ", "de"}, 2, 3) == "  abc\n  de\n");
  CHECK(side_by_side({"abc", "de"}, 2, 0) == "  abc  de\n");
}

TEST_CASE("columns are as wide as their widest cell, and no line ends in blanks") {
  Table table({"A", "BB"});
  table.add({{"xxx"}, {"y"}});
  table.add({{"x"}, {""}});
  CHECK(table.text(2, Paint::none()) == "  A    BB\n  xxx  y\n  x\n");
}

TEST_CASE("a text that is taller than the screen keeps its beginning, and says how much is left out") {
  CHECK(clipped("a\nb\nc\n", 80, 4) == "a\nb\nc\n");
  CHECK(clipped("a\nb\nc\nd\n", 80, 4) == "a\nb\n… 2 more lines; the screen is too small\n");
  CHECK(clipped("a\nb\nc\n", 0, 0) == "a\nb\nc\n");
  const std::string wide = "\033[1m" + std::string(15, 'x') + "\033[0m\n";  // two rows of ten columns
  CHECK(clipped(wide + "b\n", 10, 4) == wide + "b\n");
  CHECK(clipped(wide + "b\nc\n", 10, 4) == wide + "… 2 more lines; the screen is too small\n");
}

}  // namespace campaignd::testing
