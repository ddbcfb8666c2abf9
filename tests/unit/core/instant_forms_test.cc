#include <doctest/doctest.h>

#include <vector>

#include "core/instant.h"

namespace campaignd {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("an instant is written in UTC with milliseconds") {
  CHECK(to_rfc3339(WallTime{milliseconds{0}}) == "1970-01-01T00:00:00.000Z");
  CHECK(to_rfc3339(WallTime{milliseconds{1780736400007}}) == "2026-06-06T09:00:00.007Z");
}

TEST_CASE("offsets and fractions of RFC 3339 are read") {
  const WallTime nine = *parse_rfc3339("2026-06-06T09:00:00.000Z");
  for (const char* text : {"2026-06-06T09:00:00Z", "2026-06-06T12:00:00+03:00", "2026-06-05T09:01:00-23:59",
                           "2026-06-06T09:00:00.0009999999Z"}) {
    CAPTURE(text);
    CHECK(parse_rfc3339(text) == nine);
  }
  CHECK(parse_rfc3339("2026-06-06T09:00:00.5Z") == nine + milliseconds{500});
}

TEST_CASE("an offset is read alone, the whole text over") {
  CHECK(parse_utc_offset("Z") == minutes{0});
  CHECK(parse_utc_offset("+03:00") == minutes{180});
  CHECK(parse_utc_offset("-23:59") == -minutes{1439});
  for (const char* text : {"", "z", "ZZ", "+3:00", "+0300", "+24:00", "+03:60", "03:00", "+03:00 ", " +03:00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_utc_offset(text));
  }
}

TEST_CASE("what is not wholly RFC 3339 is no instant") {
  for (const char* text : {"",
                           "2026-06-06",
                           "2026-06-06T09:00Z",
                           "2026-06-06 09:00:00Z",
                           "2026-06-06T09:00:00",
                           "2026-06-06T09:00:00Z ",
                           "2026-06-06T09:00:00.Z",
                           "2026-06-06T24:00:00Z",
                           "2026-06-06T09:60:00Z",
                           "2026-06-06T09:00:60Z",
                           "2026-02-29T09:00:00Z",
                           "2026-13-01T09:00:00Z",
                           "2026-00-01T09:00:00Z",
                           "1969-12-31T09:00:00Z",
                           "2026-06-06T09:00:00+24:00",
                           "2026-06-06T09:00:00+03:60",
                           "2026-06-06T09:00:00+99:00",
                           "2026-06-06T09:00:00+0300",
                           "+026-06-06T09:00:00Z",
                           "2026-06-06T09:00:00ZZ"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rfc3339(text));
  }
}

TEST_CASE("the first and the last year are read, one beyond is not") {
  CHECK(parse_rfc3339("1970-01-01T00:00:00Z") == WallTime{milliseconds{0}});
  CHECK(parse_rfc3339("9999-12-31T23:59:59Z"));
  CHECK_FALSE(parse_rfc3339("1969-12-31T23:59:59Z"));
  CHECK(parse_rfc3339("2024-02-29T00:00:00Z"));
}

TEST_CASE("an offset leads nowhere beyond the first and the last year") {
  CHECK_FALSE(parse_rfc3339("1970-01-01T00:00:00+00:01"));
  CHECK_FALSE(parse_rfc3339("9999-12-31T23:59:59-00:01"));
  CHECK(parse_rfc3339("1970-01-01T03:00:00+03:00") == WallTime{milliseconds{0}});
  CHECK(to_rfc3339(parse_rfc3339("9999-12-31T20:59:59.999-03:00").value()) == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("two digits of a year turn at 1970") {
  CHECK(parse_http_date("Sunday, 06-Nov-69 08:49:37 GMT") == *parse_rfc3339("2069-11-06T08:49:37Z"));
  CHECK(parse_http_date("Sunday, 06-Nov-70 08:49:37 GMT") == *parse_rfc3339("1970-11-06T08:49:37Z"));
}

TEST_CASE("what is no HTTP date is not read as one") {
  for (const char* text :
       {"", "120", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Foo, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_http_date(text));
  }
}

TEST_CASE("spans are told in at most two units") {
  struct Case {
    milliseconds span;
    const char* words;
  };
  const std::vector<Case> cases{{milliseconds{0}, "0 s"},
                                {milliseconds{999}, "999 ms"},
                                {milliseconds{1999}, "1 s"},
                                {seconds{59}, "59 s"},
                                {seconds{60}, "1 min"},
                                {minutes{4}, "4 min"},
                                {seconds{4 * 60 + 3}, "4 min 3 s"},
                                {minutes{125}, "2 h 5 min"},
                                {-minutes{125}, "2 h 5 min"},
                                {hours{2} + seconds{5}, "2 h"},
                                {hours{24}, "1 day"},
                                {hours{72}, "3 days"},
                                {hours{26} + minutes{4}, "1 day 2 h"}};
  for (const Case& c : cases) CHECK(in_words(c.span) == c.words);
}

}  // namespace
}  // namespace campaignd
