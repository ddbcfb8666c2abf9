#include <doctest/doctest.h>

#include "core/zone.h"
#include "unit/core/times.h"

namespace campaignd {
namespace {

using test::at;

LocalTime local(const char* text) {
  return *parse_local(text);
}

TEST_CASE("the jump begins and ends to the minute") {
  const Zone berlin = *Zone::find("Europe/Berlin");
  CHECK(std::holds_alternative<WallTime>(resolve(local("2026-03-29 01:59"), berlin)));
  CHECK(std::holds_alternative<Skipped>(resolve(local("2026-03-29 02:00"), berlin)));
  CHECK(std::holds_alternative<Skipped>(resolve(local("2026-03-29 02:59"), berlin)));
  CHECK(std::holds_alternative<WallTime>(resolve(local("2026-03-29 03:00"), berlin)));
}

TEST_CASE("2037 is the last year whose local times are known") {
  const Zone berlin = *Zone::find("Europe/Berlin");
  CHECK(std::holds_alternative<WallTime>(resolve(local("2037-12-31 23:59:59"), berlin)));
  CHECK(std::holds_alternative<BeyondData>(resolve(local("2038-01-01 00:00"), berlin)));
  CHECK(std::holds_alternative<BeyondData>(resolve(local("2038-01-01 00:00"), Zone::utc())));
}

TEST_CASE("only zones of the database are found") {
  CHECK(Zone::find("Asia/Baghdad")->name() == "Asia/Baghdad");
  CHECK(Zone::find("UTC") == Zone::utc());
  for (const char* name : {"", "Asia/Bagdad", "asia/baghdad", "localtime", "../../etc/passwd", "Asia", "+03:00"}) {
    CAPTURE(name);
    CHECK_FALSE(Zone::find(name));
  }
}

TEST_CASE("a mistyped zone is guessed, another word is not") {
  CHECK(nearest_zone("Asia/Bagdad") == "Asia/Baghdad");
  CHECK(nearest_zone("asia/baghdad") == "Asia/Baghdad");
  CHECK(nearest_zone("Baghdad") == "Asia/Baghdad");
  CHECK_FALSE(nearest_zone("the moon"));
}

TEST_CASE("a local time is shown with its offset, and with seconds only where it has any") {
  const Zone baghdad = *Zone::find("Asia/Baghdad");
  CHECK(to_local_text(at("2026-12-01T15:00:00Z"), baghdad) == "2026-12-01 18:00 +03:00");
  CHECK(to_local_text(at("2026-12-01T15:00:09Z"), baghdad) == "2026-12-01 18:00:09 +03:00");
  CHECK(to_local_text(at("2026-12-01T15:00:00.040Z"), baghdad) == "2026-12-01 18:00:00.040 +03:00");
  CHECK(to_local_text(at("2026-12-01T15:00:00Z"), *Zone::find("America/St_Johns")) == "2026-12-01 11:30 -03:30");
  CHECK(to_local_text(at("2026-12-01T15:00:00Z"), Zone::utc()) == "2026-12-01 15:00 +00:00");
}

TEST_CASE("the forms of a local time are read") {
  const LocalTime six = local("2026-12-01 18:00");
  for (const char* text : {"2026-12-01T18:00", "2026-12-01 18:00:00", "2026-12-01T18:00:00.000"}) {
    CHECK(parse_local(text) == six);
  }
}

TEST_CASE("what is not wholly a local time is none") {
  for (const char* text : {"", "2026-12-01", "2026-12-01 18", "2026-12-01  18:00", "2026-12-01 18:00 ",
                           "2026-12-01 24:00", "2026-12-01 18:60", "2026-12-01 18:00:60", "2026-02-30 18:00",
                           "2026-12-01 18:00:00.001", "2026-12-01 18:00:00.0000", "2026-12-01 18:00.000",
                           "2026-12-01 18:00Z", "1969-12-31 18:00", "2026-12-01t18:00", "26-12-01 18:00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_local(text));
  }
}

}  // namespace
}  // namespace campaignd
