#include "adapters/api/retry_after.h"

#include <doctest/doctest.h>

#include <limits>

#include "adapters/api/answer_case.h"

namespace campaignd::test {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kYear = 24h * 365;

std::optional<std::chrono::milliseconds> wait(std::string_view value) {
  return parse_retry_after(value, at("2026-11-23T09:00:00.000Z"));
}

TEST_CASE("Retry-After is seconds, or a date in any of HTTP's three forms") {
  CHECK(wait("0") == 0ms);
  CHECK(wait("120") == 2min);
  CHECK(wait("Mon, 23 Nov 2026 09:02:00 GMT") == 2min);
  CHECK(wait("Monday, 23-Nov-26 09:02:00 GMT") == 2min);
  CHECK(wait("Mon Nov 23 09:02:00 2026") == 2min);
}

TEST_CASE("a date that is over means no wait") {
  CHECK(wait("Mon, 23 Nov 2026 08:59:59 GMT") == 0ms);
  CHECK(wait("Thu, 01 Jan 1970 00:00:00 GMT") == 0ms);
}

TEST_CASE("a wait of more than a year counts as one") {
  CHECK(wait("31536000") == kYear);
  CHECK(wait("31535999") == kYear - 1s);
  CHECK(wait("31536001") == kYear);
  CHECK(wait(std::string(5000, '9')) == kYear);
  CHECK(wait("Fri, 31 Dec 9999 23:59:59 GMT") == kYear);
}

TEST_CASE("anything else is no wait that was asked for") {
  for (const std::string_view bad : {"", "-1", "+5", "1.5", "0x10", "5s", "soon", "Mon, 32 Nov 2026 09:00:00 GMT",
                                     "Mon, 23 Nov 2026 09:00:00 GMT, 5", "١٢"}) {
    CAPTURE(bad);
    CHECK(wait(bad) == std::nullopt);
  }
}

TEST_CASE("waitMinutes may be a fraction, is rounded up, and has the same limits") {
  CHECK(wait_of_minutes(0) == 0ms);
  CHECK(wait_of_minutes(1.5) == 90s);
  CHECK(wait_of_minutes(1e-9) == 1ms);
  CHECK(wait_of_minutes(525600) == kYear);
  CHECK(wait_of_minutes(1e300) == kYear);
  CHECK(wait_of_minutes(std::numeric_limits<double>::infinity()) == kYear);
  CHECK(wait_of_minutes(-0.1) == std::nullopt);
  CHECK(wait_of_minutes(std::numeric_limits<double>::quiet_NaN()) == std::nullopt);
}

}  // namespace
}  // namespace campaignd::test
