// blackouts at their edges: the first instant is in, the end is not; overlaps; what is said.
#include <doctest/doctest.h>

#include "core/policy/blackouts.h"
#include "unit/core/times.h"

namespace campaignd {
namespace {

using test::at;

Blackout blackout(const std::string& from, const std::string& to) {
  return {at(from), at(to), Zone::utc(), "", false};
}

TEST_CASE("a blackout takes its first instant in and its end not") {
  const std::vector blackouts{blackout("2026-12-24T00:00:00Z", "2026-12-27T00:00:00Z")};
  CHECK(is_outside(blackouts, at("2026-12-23T23:59:59.999Z")));
  CHECK_FALSE(is_outside(blackouts, at("2026-12-24T00:00:00Z")));
  CHECK_FALSE(is_outside(blackouts, at("2026-12-26T23:59:59.999Z")));
  CHECK(is_outside(blackouts, at("2026-12-27T00:00:00Z")));
}

TEST_CASE("what overlaps or follows without a gap is left as one") {
  const std::vector blackouts{blackout("2026-12-25T12:00:00Z", "2026-12-27T00:00:00Z"),
                              blackout("2026-12-24T00:00:00Z", "2026-12-26T00:00:00Z"),
                              blackout("2026-12-27T00:00:00Z", "2026-12-27T06:00:00Z")};
  CHECK(next_outside(blackouts, at("2026-12-24T10:00:00Z")) == at("2026-12-27T06:00:00Z"));
  CHECK(last_outside(blackouts, at("2026-12-27T05:00:00Z")) == at("2026-12-23T23:59:00Z"));
  CHECK(next_outside(blackouts, at("2026-12-27T06:00:00Z")) == at("2026-12-27T06:00:00Z"));
}

TEST_CASE("whole days are told as days, the last included, and instants as instants, with the reason") {
  const Zone baghdad = Zone::find("Asia/Baghdad").value();
  const WallTime inside = at("2026-12-25T10:00:00Z");
  CHECK(against_blackouts({{at("2026-12-23T21:00:00Z"), at("2026-12-26T21:00:00Z"), baghdad, "holiday", true}},
                          inside) == "within 2026-12-24 to 2026-12-26 Asia/Baghdad: holiday");
  CHECK(against_blackouts({{at("2026-12-25T09:00:00Z"), at("2026-12-25T11:00:00Z"), baghdad, "", false}}, inside) ==
        "within 2026-12-25 12:00 +03:00 until 2026-12-25 14:00 +03:00");
  CHECK_FALSE(against_blackouts({}, inside).has_value());
}

TEST_CASE("a whole day lasts as long as the clocks make it") {
  // Berlin, 2026-10-25, has 25 hours: 22:00Z the day before to 23:00Z.
  const Zone berlin = Zone::find("Europe/Berlin").value();
  const std::vector<Blackout> day{{at("2026-10-24T22:00:00Z"), at("2026-10-25T23:00:00Z"), berlin, "", true}};
  CHECK(against_blackouts(day, at("2026-10-25T22:59:00Z")) == "within 2026-10-25 to 2026-10-25 Europe/Berlin");
  CHECK_FALSE(against_blackouts(day, at("2026-10-25T23:00:00Z")).has_value());
}

}  // namespace
}  // namespace campaignd
