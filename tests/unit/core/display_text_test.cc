#include "core/display_text.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "core/diagnostic.h"
#include "core/nearest.h"
#include "core/utf8.h"

namespace campaignd {
namespace {

using namespace std::string_view_literals;

TEST_CASE("control characters and bytes that are not UTF-8 are escaped, letters stay") {
  CHECK(escape_controls("Eid مبارك 🎉") == "Eid مبارك 🎉");
  CHECK(escape_controls("a\nb\tc\rd") == "a\\nb\\tc\\rd");
  CHECK(escape_controls("\x1b[31m\x7f") == "\\x1b[31m\\x7f");
  CHECK(escape_controls("a\0b"sv) == "a\\x00b");
  CHECK(escape_controls("\u0085\u2028") == "\\u0085\\u2028");
  CHECK(escape_controls("\xff\xc3") == "\\xff\\xc3");
  CHECK(escape_controls("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // a surrogate
  CHECK(escape_controls("\xc0\xaf") == "\\xc0\\xaf");           // overlong
}

TEST_CASE("right-to-left text stands between isolates, other text as it is") {
  CHECK(isolate("Eid") == "Eid");
  CHECK(isolate("عيد") == "\u2068عيد\u2069");
  CHECK(isolate("Eid שלום") == "\u2068Eid שלום\u2069");
}

TEST_CASE("characters that steer the direction are shown by name") {
  CHECK(isolate("abc\u202Ecba") == "abc<RIGHT-TO-LEFT OVERRIDE>cba");
  CHECK(isolate("عيد\u2069x") == "\u2068عيد<POP DIRECTIONAL ISOLATE>x\u2069");
  CHECK(isolate("\u200E") == "<LEFT-TO-RIGHT MARK>");
  CHECK_FALSE(directional_mark_name(U'a'));
}

TEST_CASE("columns count combining marks as none and wide characters as two") {
  CHECK(display_width("Eid") == 3);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("中文") == 4);
  CHECK(display_width("🎉") == 2);
  CHECK(display_width("مَرحبا") == 5);
  CHECK(display_width("\u2068عيد\u2069") == 3);
  CHECK(display_width("") == 0);
}

TEST_CASE("characters are counted, not bytes") {
  CHECK(count_characters("عيد") == 3);
  CHECK(count_characters("e\u0301🎉") == 3);
  CHECK(count_characters("\xff\xfe") == 2);
}

TEST_CASE("a digit of any script counts as its value") {
  CHECK(digit_value(U'7') == 7);
  CHECK(digit_value(U'٧') == 7);
  CHECK(digit_value(U'۷') == 7);
  CHECK(digit_value(U'७') == 7);
  CHECK(digit_value(U'７') == 7);
  CHECK_FALSE(digit_value(U'x'));
  CHECK_FALSE(digit_value(U'²'));
  CHECK_FALSE(digit_value(0x066A));  // the character behind the Arabic nine
}

TEST_CASE("where text stops being UTF-8 is told") {
  CHECK_FALSE(first_invalid_utf8("عيد"));
  CHECK(first_invalid_utf8("ab\xff") == 2);
  CHECK(first_invalid_utf8("ab\xd8") == 2);
}

TEST_CASE("a typing mistake finds the word that was meant, another word finds none") {
  constexpr std::array known{"name"sv, "template"sv, "phoneNumber"sv, "scheduledFor"sv, "timezone"sv, "id"sv};
  CHECK(nearest("tempalte", known) == "template");
  CHECK(nearest("phone_number", known) == "phoneNumber");
  CHECK(nearest("ScheduledFor", known) == "scheduledFor");
  CHECK(nearest("timeZone", known) == "timezone");
  CHECK_FALSE(nearest("recipients", known));
  CHECK_FALSE(nearest("", known));
  CHECK_FALSE(nearest(std::string(1000, 'a'), known));
}

TEST_CASE("a swap of neighbours is one change") {
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("", "abc") == 3);
}

TEST_CASE("a diagnostic is printed as compilers do") {
  CHECK(to_text(Diagnostic{Severity::kError, "campaigns.yaml", 12, 19, "no such day"}) ==
        "campaigns.yaml:12:19: error: no such day");
  CHECK(to_text(Diagnostic{Severity::kWarning, "a\n.yaml", 12, 0, "\x1b[31m"}) == "a\\n.yaml:12: warning: \\x1b[31m");
  CHECK(to_text(Diagnostic{Severity::kNote, "a.yaml", 0, 0, "it is empty"}) == "a.yaml: note: it is empty");
}

}  // namespace
}  // namespace campaignd
