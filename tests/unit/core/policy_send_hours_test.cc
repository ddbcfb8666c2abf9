// sendHours at its edges: the minute before, at and after; days; midnight; daylight saving; the nearest start.
#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <utility>

#include "core/policy/nearest_start.h"
#include "core/policy/send_hours.h"
#include "unit/core/times.h"

namespace campaignd {
namespace {

using test::at;

using namespace std::chrono_literals;

enum Day : std::uint8_t { kSun = 1, kMon = 2, kTue = 4, kWed = 8, kThu = 16, kFri = 32, kSat = 64, kEvery = 127 };

SendHours between(std::chrono::minutes from, std::chrono::minutes to, const char* zone = "UTC", int days = kEvery) {
  return {from, to, Zone::find(zone).value(), static_cast<std::uint8_t>(days)};
}

std::string shown(std::optional<WallTime> instant) {
  return instant ? to_rfc3339(*instant) : "never";
}

struct Row {
  const char* start;
  bool within;
  const char* next;
  const char* last;
};

void check(const SendHours& send_hours, std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.start);
    CHECK(is_within(send_hours, at(row.start)) == row.within);
    CHECK(against_send_hours(send_hours, at(row.start)).has_value() != row.within);
    CHECK(shown(next_within(send_hours, at(row.start))) == row.next);
    CHECK(shown(last_within(send_hours, at(row.start))) == row.last);
  }
}

TEST_CASE("a window takes its first minute in and its end not") {
  // Baghdad is three hours ahead: 09:00 to 21:00 there.
  check(between(9h, 21h, "Asia/Baghdad"),
        {{"2026-12-01T05:59:00Z", false, "2026-12-01T06:00:00.000Z", "2026-11-30T17:59:00.000Z"},
         {"2026-12-01T05:59:59.999Z", false, "2026-12-01T06:00:00.000Z", "2026-11-30T17:59:00.000Z"},
         {"2026-12-01T06:00:00Z", true, "2026-12-01T06:00:00.000Z", "2026-12-01T06:00:00.000Z"},
         {"2026-12-01T17:59:59Z", true, "2026-12-01T17:59:59.000Z", "2026-12-01T17:59:59.000Z"},
         {"2026-12-01T18:00:00Z", false, "2026-12-02T06:00:00.000Z", "2026-12-01T17:59:00.000Z"}});
}

TEST_CASE("a window past midnight belongs to the day on which it starts") {
  // Friday 22:00 to Saturday 02:00; 2026-12-04 is a Friday.
  check(between(22h, 2h, "UTC", kFri),
        {{"2026-12-04T01:00:00Z", false, "2026-12-04T22:00:00.000Z", "2026-11-28T01:59:00.000Z"},
         {"2026-12-04T21:59:00Z", false, "2026-12-04T22:00:00.000Z", "2026-11-28T01:59:00.000Z"},
         {"2026-12-04T22:00:00Z", true, "2026-12-04T22:00:00.000Z", "2026-12-04T22:00:00.000Z"},
         {"2026-12-05T00:00:00Z", true, "2026-12-05T00:00:00.000Z", "2026-12-05T00:00:00.000Z"},
         {"2026-12-05T01:59:00Z", true, "2026-12-05T01:59:00.000Z", "2026-12-05T01:59:00.000Z"},
         {"2026-12-05T02:00:00Z", false, "2026-12-11T22:00:00.000Z", "2026-12-05T01:59:00.000Z"},
         {"2026-12-05T22:30:00Z", false, "2026-12-11T22:00:00.000Z", "2026-12-05T01:59:00.000Z"}});
}

TEST_CASE("a window whose ends are equal lasts a whole day from its start on") {
  check(between(6h, 6h, "UTC", kMon),
        {{"2026-12-07T05:59:00Z", false, "2026-12-07T06:00:00.000Z", "2026-12-01T05:59:00.000Z"},
         {"2026-12-07T06:00:00Z", true, "2026-12-07T06:00:00.000Z", "2026-12-07T06:00:00.000Z"},
         {"2026-12-08T05:59:00Z", true, "2026-12-08T05:59:00.000Z", "2026-12-08T05:59:00.000Z"},
         {"2026-12-08T06:00:00Z", false, "2026-12-14T06:00:00.000Z", "2026-12-08T05:59:00.000Z"}});
}

TEST_CASE("a window until 24:00 ends with its day") {
  check(between(20h, 24h, "UTC", kSat),
        {{"2026-12-05T23:59:00Z", true, "2026-12-05T23:59:00.000Z", "2026-12-05T23:59:00.000Z"},
         {"2026-12-06T00:00:00Z", false, "2026-12-12T20:00:00.000Z", "2026-12-05T23:59:00.000Z"}});
}

TEST_CASE("an hour that the clocks skip does not happen, the window opens after it") {
  // Berlin, 2026-03-29: 02:00 becomes 03:00 at 01:00Z.
  check(between(150min, 5h, "Europe/Berlin"),
        {{"2026-03-29T00:59:00Z", false, "2026-03-29T01:00:00.000Z", "2026-03-28T03:59:00.000Z"},
         {"2026-03-29T01:00:00Z", true, "2026-03-29T01:00:00.000Z", "2026-03-29T01:00:00.000Z"},
         {"2026-03-29T03:00:00Z", false, "2026-03-30T00:30:00.000Z", "2026-03-29T02:59:00.000Z"}});
  // A window that lies in it whole is not there on that day.
  check(between(2h, 3h, "Europe/Berlin"),
        {{"2026-03-29T00:59:00Z", false, "2026-03-30T00:00:00.000Z", "2026-03-28T01:59:00.000Z"},
         {"2026-03-29T01:00:00Z", false, "2026-03-30T00:00:00.000Z", "2026-03-28T01:59:00.000Z"}});
}

TEST_CASE("an hour that the clocks show twice counts twice") {
  // Berlin, 2026-10-25: 03:00 becomes 02:00 at 01:00Z.
  check(between(2h, 3h, "Europe/Berlin"),
        {{"2026-10-24T23:59:00Z", false, "2026-10-25T00:00:00.000Z", "2026-10-24T00:59:00.000Z"},
         {"2026-10-25T00:30:00Z", true, "2026-10-25T00:30:00.000Z", "2026-10-25T00:30:00.000Z"},
         {"2026-10-25T01:30:00Z", true, "2026-10-25T01:30:00.000Z", "2026-10-25T01:30:00.000Z"},
         {"2026-10-25T02:00:00Z", false, "2026-10-26T01:00:00.000Z", "2026-10-25T01:59:00.000Z"}});
}

TEST_CASE("a week without send days allows nothing, and says so") {
  const SendHours never = between(9h, 21h, "UTC", 0);
  check(never, {{"2026-12-01T12:00:00Z", false, "never", "never"}});
  CHECK(against_send_hours(never, at("2026-12-01T12:00:00Z")) ==
        "tue 12:00 is outside 09:00 to 21:00 UTC, on no day of the week");
}

TEST_CASE("a refusal tells the local time and the window, and the days where they are not all") {
  CHECK(against_send_hours(between(9h, 21h, "Asia/Baghdad"), at("2026-12-01T19:30:00Z")) ==
        "tue 22:30 is outside 09:00 to 21:00 Asia/Baghdad");
  CHECK(against_send_hours(between(9h, 21h, "Asia/Baghdad", kSat | kSun), at("2026-12-01T09:30:05Z")) ==
        "tue 12:30:05 is outside 09:00 to 21:00 Asia/Baghdad, on sat sun");
}

TEST_CASE("the nearest start obeys send hours, blackouts and both leads together") {
  PolicySettings policy;
  policy.send_hours = between(9h, 21h);
  policy.blackouts = {{at("2026-12-02T00:00:00Z"), at("2026-12-03T00:00:00Z"), Zone::utc(), "stock-taking", true}};
  const auto nearest = [&](const std::string& wanted, const std::string& now) {
    return shown(nearest_start(start_rules(policy), at(wanted), policy, at(now)));
  };
  CHECK(nearest("2026-12-01T22:00:00Z", "2026-11-01T00:00:00Z") == "2026-12-01T20:59:00.000Z");
  CHECK(nearest("2026-12-02T16:00:00Z", "2026-11-01T00:00:00Z") == "2026-12-03T09:00:00.000Z");
  CHECK(nearest("2026-12-01T22:00:00Z", "2026-12-01T20:57:59Z") == "2026-12-01T20:59:00.000Z");
  CHECK(nearest("2026-12-01T22:00:00Z", "2026-12-01T20:58:00Z") == "2026-12-03T09:00:00.000Z");
  policy.max_lead = 24h;
  CHECK(nearest("2026-12-01T22:00:00Z", "2026-12-01T20:58:00Z") == "never");
}

}  // namespace
}  // namespace campaignd
