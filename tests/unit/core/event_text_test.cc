#include "core/event_text.h"

#include <doctest/doctest.h>

#include "unit/core/times.h"

namespace campaignd {
namespace {

using test::at;

using namespace std::chrono_literals;

Event update() {
  Event event;
  event.at = at("2026-11-23T09:00:00.125Z");
  event.kind = EventKind::kApplied;
  event.handle = Handle::parse("eid-greeting");
  event.action = "update";
  event.timezone = "Asia/Baghdad";
  return event;
}

FieldChange change(Field field, FieldValue from, FieldValue to) {
  return {field, std::move(from), std::move(to), {}};
}

TEST_CASE("an event's line tells campaign, action, what changed in the campaign's zone, and how it went") {
  Event event = update();
  event.fields = {change(Field::kScheduledFor, at("2026-12-01T14:00:00.000Z"), at("2026-12-01T15:00:00.000Z")),
                  change(Field::kTemplate, std::string("eid/ar"), std::string("eid_v2/ar"))};
  event.attempt = 2;
  event.http_status = 200;
  event.duration = 45600us;

  CHECK(to_line(event) ==
        "2026-11-23T09:00:00.125Z info eid-greeting update: scheduledFor 2026-12-01 17:00 +03:00 -> "
        "2026-12-01 18:00 +03:00; template eid/ar -> eid_v2/ar (attempt 2, HTTP 200, 46 ms)");
}

TEST_CASE("a time that is taken away is told as a draft, another missing value as none") {
  Event event = update();
  event.fields = {change(Field::kScheduledFor, at("2026-12-01T14:00:00.000Z"), std::monostate{}),
                  change(Field::kCategory, std::monostate{}, std::string("UTILITY"))};

  CHECK(to_sentence(event) ==
        "eid-greeting update: scheduledFor 2026-12-01 17:00 +03:00 -> draft; category none -> UTILITY");
}

TEST_CASE("the first attempt is not worth telling, the second is") {
  Event event = update();
  event.attempt = 1;
  CHECK(to_sentence(event) == "eid-greeting update");
  event.attempt = 2;
  CHECK(to_sentence(event) == "eid-greeting update (attempt 2)");
}

TEST_CASE("a refusal tells its reason behind its message") {
  Event event = update();
  event.level = EventLevel::kWarning;
  event.action = "blocked";
  event.reason = "past";
  event.message = "the time is over";

  CHECK(to_line(event) == "2026-11-23T09:00:00.125Z warning eid-greeting blocked: the time is over (past)");
}

TEST_CASE("an unknown zone falls back to UTC instead of losing the line") {
  Event event = update();
  event.timezone = "Nowhere/Land";
  event.fields = {change(Field::kScheduledFor, std::monostate{}, at("2026-12-01T14:00:00.000Z"))};

  CHECK(to_sentence(event) == "eid-greeting update: scheduledFor draft -> 2026-12-01 14:00 +00:00");
}

TEST_CASE("text from outside can neither end a line nor colour it nor turn it around") {
  Event event = update();
  event.fields = {change(Field::kName, std::string("a\nb\x1b[31m"), std::string("\u202egnp"))};
  event.message = "said \r\"no\"";

  const std::string line = to_line(event);

  CHECK(line.find_first_of("\n\r\x1b") == std::string::npos);
  CHECK(line.find("\u202e") == std::string::npos);
}

TEST_CASE("a message of several lines stands below its beginning, where no line of it looks like one of the log") {
  Event event;
  event.message = "two errors:\nc.yaml:1:2: error: a\nc.yaml:3:4: error: b";

  CHECK(to_sentence(event) == "two errors:\n    c.yaml:1:2: error: a\n    c.yaml:3:4: error: b");
}

TEST_CASE("a revision's hash is shown as far as people compare it") {
  Event event = update();
  event.reason = "sha256:07b06c48f8e1a41ca45ade2c7bf610aabcec55424502985310401f89029b6245";

  CHECK(to_sentence(event) == "eid-greeting update (sha256:07b06c48f8e1)");
}

TEST_CASE("text from right to left is isolated, so that the arrow keeps its place") {
  Event event = update();
  event.fields = {change(Field::kName, std::string("Eid"), std::string("عيد"))};

  CHECK(to_sentence(event) == "eid-greeting update: name \"Eid\" -> \"\u2068عيد\u2069\"");
}

TEST_CASE("an event that has nothing to say still says what it is") {
  Event event;
  event.kind = EventKind::kReloaded;
  CHECK(to_sentence(event) == "reloaded");
}

}  // namespace
}  // namespace campaignd
