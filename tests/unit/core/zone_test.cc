#include "core/zone.h"

#include <doctest/doctest.h>

#include "unit/core/times.h"

namespace campaignd {
namespace {

using test::at;

Zone zone(std::string_view name) {
  return Zone::find(name).value();
}

TEST_CASE("a local time in Baghdad is three hours ahead of UTC, in every season") {
  CHECK(std::get<WallTime>(resolve(parse_local("2026-12-01 18:00").value(), zone("Asia/Baghdad"))) ==
        at("2026-12-01T15:00:00Z"));
  CHECK(std::get<WallTime>(resolve(parse_local("2026-07-01 18:00").value(), zone("Asia/Baghdad"))) ==
        at("2026-07-01T15:00:00Z"));
}

TEST_CASE("a local time that the clocks jump over is skipped, with the instants around the jump") {
  const auto resolved = resolve(parse_local("2026-03-29 02:30").value(), zone("Europe/Berlin"));

  const auto skipped = std::get<Skipped>(resolved);
  CHECK(skipped.before == at("2026-03-29T00:59:59Z"));
  CHECK(skipped.after == at("2026-03-29T01:00:00Z"));
}

TEST_CASE("a local time that happens twice names both instants, the earlier first") {
  const auto resolved = resolve(parse_local("2026-10-25 02:30").value(), zone("Europe/Berlin"));

  const auto doubled = std::get<Doubled>(resolved);
  CHECK(doubled.first == at("2026-10-25T00:30:00Z"));
  CHECK(doubled.second == at("2026-10-25T01:30:00Z"));
}

TEST_CASE("local times are resolved up to the end of 2037 and not beyond") {
  CHECK(std::holds_alternative<WallTime>(resolve(parse_local("2037-12-31 23:59").value(), zone("Asia/Baghdad"))));
  CHECK(std::holds_alternative<BeyondData>(resolve(parse_local("2038-01-01 00:00").value(), zone("Asia/Baghdad"))));
}

TEST_CASE("an instant is told in its zone, with the offset, and no finer than it is") {
  CHECK(to_local_text(at("2026-12-01T15:00:00Z"), zone("Asia/Baghdad")) == "2026-12-01 18:00 +03:00");
  CHECK(to_local_text(at("2026-12-01T15:00:07Z"), zone("Asia/Baghdad")) == "2026-12-01 18:00:07 +03:00");
  CHECK(to_local_text(at("2026-12-01T15:00:07.250Z"), zone("Asia/Baghdad")) == "2026-12-01 18:00:07.250 +03:00");
}

TEST_CASE("to_local undoes resolve") {
  const auto local = parse_local("2026-12-01T18:00:09").value();
  CHECK(to_local(std::get<WallTime>(resolve(local, zone("Asia/Baghdad"))), zone("Asia/Baghdad")) == local);
}

TEST_CASE("a zone that the database does not have is not found") {
  CHECK_FALSE(Zone::find("Asia/Bagdad").has_value());
  CHECK_FALSE(Zone::find("").has_value());
}

TEST_CASE("local times are read in the file's forms and in no other") {
  CHECK(parse_local("2026-12-01 18:00") == parse_local("2026-12-01T18:00:00.000"));
  for (const char* text :
       {"", "2026-12-01", "2026-12-01 18:00x", "2026-12-01 18:00:00.5", "2026-12-01 18:00:00.",
        "2026-12-01 18:00:00.0000", "2026-12-01_18:00", "2026-02-30 18:00", "2026-12-01 25:00", "2026-12-01 18:0"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_local(text).has_value());
  }
}

}  // namespace
}  // namespace campaignd
