#include "adapters/spdlog/event_formats.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace campaignd {
namespace {

using namespace std::chrono_literals;

WallTime at(std::string_view text) {
  return parse_rfc3339(text).value();
}

Event applied_update() {
  Event event;
  event.at = at("2026-11-23T09:00:00.125Z");
  event.level = EventLevel::kInfo;
  event.kind = EventKind::kApplied;
  event.message = "verified";
  event.reconcile = 7;
  event.revision = "sha256:9c1f";
  event.handle = Handle::parse("eid-greeting");
  event.campaign = CampaignId::parse("665f0c2ab1e4d2a7c9f01234");
  event.action = "update";
  event.reason = "file";
  event.fields = {{Field::kScheduledFor, at("2026-12-01T14:00:00.000Z"), at("2026-12-01T15:00:00.000Z"), {}},
                  {Field::kName, std::monostate{}, std::string("Eid"), {}}};
  event.attempt = 2;
  event.http_status = 200;
  event.duration = 45500us;
  return event;
}

TEST_CASE("a JSON line holds the whole event, instants in UTC") {
  CHECK(to_json_line(applied_update()) ==
        R"({"time":"2026-11-23T09:00:00.125Z","level":"info","event":"applied","message":"verified","reconcile":7,)"
        R"("revision":"sha256:9c1f","handle":"eid-greeting","id":"665f0c2ab1e4d2a7c9f01234","action":"update",)"
        R"("reason":"file","fields":[{"field":"scheduledFor","from":"2026-12-01T14:00:00.000Z",)"
        R"("to":"2026-12-01T15:00:00.000Z"},{"field":"name","from":null,"to":"Eid"}],"attempt":2,"status":200,)"
        R"("durationMs":45.5})");
}

TEST_CASE("a JSON line leaves out what an event does not have") {
  Event event;
  event.at = at("2026-11-23T09:00:00.000Z");
  event.level = EventLevel::kWarning;
  event.kind = EventKind::kTrouble;
  event.message = "no answer";

  CHECK(to_json_line(event) ==
        R"({"time":"2026-11-23T09:00:00.000Z","level":"warning","event":"trouble","message":"no answer"})");
}

TEST_CASE("a JSON line stays one line and valid JSON whatever bytes a text holds") {
  Event event = applied_update();
  event.message = "a\nb\"\\ \xff\xc3";

  const std::string line = to_json_line(event);

  CHECK(line.find('\n') == std::string::npos);
  CHECK(nlohmann::json::parse(line)["message"] == "a\nb\"\\ \xef\xbf\xbd\xef\xbf\xbd");
}

TEST_CASE("a journal entry has the documented fields") {
  CHECK(
      to_journal_fields(applied_update()) ==
      std::vector<std::string>{
          "MESSAGE=eid-greeting update: scheduledFor 2026-12-01 14:00 +00:00 -> 2026-12-01 15:00 +00:00; name none "
          "-> \"Eid\"; verified (file, attempt 2, HTTP 200, 46 ms)",
          "PRIORITY=6", "CAMPAIGND_EVENT=applied", "CAMPAIGND_HANDLE=eid-greeting",
          "CAMPAIGND_CAMPAIGN_ID=665f0c2ab1e4d2a7c9f01234", "CAMPAIGND_ACTION=update", "CAMPAIGND_REASON=file",
          R"(CAMPAIGND_FIELDS=[{"field":"scheduledFor","from":"2026-12-01T14:00:00.000Z","to":"2026-12-01T15:00:00.000Z"},{"field":"name","from":null,"to":"Eid"}])",
          "CAMPAIGND_ATTEMPT=2", "CAMPAIGND_HTTP_STATUS=200", "CAMPAIGND_DURATION_MS=45.5", "CAMPAIGND_RECONCILE=7",
          "CAMPAIGND_REVISION=sha256:9c1f"});
}

TEST_CASE("each level has its syslog priority") {
  const auto priority_of = [](EventLevel level) {
    Event event;
    event.level = level;
    return to_journal_fields(event).at(1);
  };
  CHECK(priority_of(EventLevel::kDebug) == "PRIORITY=7");
  CHECK(priority_of(EventLevel::kInfo) == "PRIORITY=6");
  CHECK(priority_of(EventLevel::kWarning) == "PRIORITY=4");
  CHECK(priority_of(EventLevel::kError) == "PRIORITY=3");
}

}  // namespace
}  // namespace campaignd
