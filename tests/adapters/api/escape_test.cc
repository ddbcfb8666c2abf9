#include "adapters/api/escape.h"

#include <doctest/doctest.h>

namespace campaignd::test {
namespace {

using namespace std::string_view_literals;

TEST_CASE("text for people stays as it is") {
  CHECK(escaped("Eid مبارك 🎉 \"quoted\" \\", 100) == "Eid مبارك 🎉 \"quoted\" \\");
}

TEST_CASE("what could move a terminal's cursor or turn its text is written out") {
  CHECK(escaped("a\nb\r\tc\x1b[0m\x7f\0d"sv, 100) == "a\\nb\\r\\tc\\x1b[0m\\x7f\\x00d");
  CHECK(escaped("\u202e\u2066\u200f\u061c\ufeff\u2028\u0085", 100) ==
        "\\u202e\\u2066\\u200f\\u061c\\ufeff\\u2028\\u0085");
}

TEST_CASE("bytes that are no UTF-8 are written out one by one") {
  CHECK(escaped("\xff\xfe", 100) == "\\xff\\xfe");
  CHECK(escaped("\xc3", 100) == "\\xc3");                             // cut
  CHECK(escaped("\xc0\xaf", 100) == "\\xc0\\xaf");                    // longer than needed
  CHECK(escaped("\xed\xa0\x80", 100) == "\\xed\\xa0\\x80");           // a surrogate
  CHECK(escaped("\xf4\x90\x80\x80", 100) == "\\xf4\\x90\\x80\\x80");  // beyond U+10FFFF
}

TEST_CASE("text is cut at the limit, never inside a character, and shows it") {
  CHECK(escaped("abcd", 4) == "abcd");
  CHECK(escaped("abcde", 4) == "abcd…");
  CHECK(escaped("abcé", 4) == "abc…");
  CHECK(escaped("abcé", 5) == "abcé");
  CHECK(escaped("", 0) == "");
}

}  // namespace
}  // namespace campaignd::test
