#include "core/instant.h"

#include <doctest/doctest.h>

#include <string>

namespace campaignd {
namespace {

using namespace std::chrono_literals;

constexpr WallTime at_ms(std::int64_t ms) {
  return WallTime(std::chrono::milliseconds(ms));
}

TEST_CASE("an instant is written as the API writes it, with milliseconds and Z") {
  CHECK(to_rfc3339(at_ms(0)) == "1970-01-01T00:00:00.000Z");
  CHECK(to_rfc3339(at_ms(1796137200007)) == "2026-12-01T15:00:00.007Z");
}

TEST_CASE("what is written is read back as the same instant") {
  const auto instant = at_ms(1796137200123);
  CHECK(parse_rfc3339(to_rfc3339(instant)) == instant);
}

TEST_CASE("an offset is taken off, so that the same instant compares equal") {
  CHECK(parse_rfc3339("2026-12-01T18:00:00+03:00") == parse_rfc3339("2026-12-01T15:00:00.000Z"));
  CHECK(parse_rfc3339("2026-12-01T09:30:00-05:30") == parse_rfc3339("2026-12-01T15:00:00Z"));
}

TEST_CASE("a fraction is read to the millisecond") {
  CHECK(parse_rfc3339("1970-01-01T00:00:00.5Z") == at_ms(500));
  CHECK(parse_rfc3339("1970-01-01T00:00:00.123456789Z") == at_ms(123));
}

TEST_CASE("what is not an instant, the whole text over, is refused") {
  for (const char* text :
       {"", "2026-12-01", "2026-12-01T15:00:00", "2026-12-01T15:00:00.000Zx", "2026-12-01 15:00:00Z",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-12-01T24:00:00Z", "2026-12-01T15:60:00Z",
        "2026-12-01T15:00:60Z", "2026-12-01T15:00:00+99:00", "2026-12-01T15:00:00+03:60", "2026-12-01T15:00:00.Z",
        "1969-12-31T23:59:59Z", "2026-12-01T15:00:00+0300"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rfc3339(text).has_value());
  }
}

TEST_CASE("the three date forms of HTTP are one instant") {
  const auto instant = parse_rfc3339("1994-11-06T08:49:37Z");
  CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == instant);
  CHECK(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT") == instant);
  CHECK(parse_http_date("Sun Nov  6 08:49:37 1994") == instant);
  CHECK_FALSE(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT and more").has_value());
  CHECK_FALSE(parse_http_date("120").has_value());
}

TEST_CASE("a span is told in at most two units") {
  CHECK(in_words(0s) == "0 s");
  CHECK(in_words(59s) == "59 s");
  CHECK(in_words(60s) == "1 min");
  CHECK(in_words(-(2h + 5min + 9s)) == "2 h 5 min");
  CHECK(in_words(24h) == "1 day");
  CHECK(in_words(72h + 4h) == "3 days 4 h");
}

}  // namespace
}  // namespace campaignd
