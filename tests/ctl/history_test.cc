// How the journal is shown, and what a person may ask of it.
#include <doctest/doctest.h>

#include <string>

#include "adapters/json/history_json.h"
#include "golden.h"
#include "history_arguments.h"
#include "history_text.h"
#include "plans.h"

namespace campaignd::testing {

namespace {

Zone baghdad() {
  return Zone::find("Asia/Baghdad").value();
}

KnownCampaigns known() {
  return KnownCampaigns(baghdad());
}

const WallTime kNow = at("2026-12-02T09:30:00.000Z");

Record record(RecordKind kind, std::string_view when, std::string action) {
  Record made;
  made.kind = kind;
  made.at = at(when);
  made.reconcile = 17;
  made.revision = "sha256:9c1f0a2b3c4d5e6f9c1f0a2b3c4d5e6f9c1f0a2b3c4d5e6f9c1f0a2b3c4d5e6f";
  made.action = std::move(action);
  return made;
}

Record about(std::string_view handle, Record made) {
  made.handle = Handle::parse(std::string(handle));
  made.campaign = CampaignId::parse("665f0c2ab1e4d2a7c9f00001");
  return made;
}

Record outcome(std::string_view handle, std::string_view when, std::string action, Outcome how, std::string detail) {
  Record made = about(handle, record(RecordKind::kOutcome, when, std::move(action)));
  made.outcome = how;
  made.detail = std::move(detail);
  made.intent = 5;
  made.attempts = how == Outcome::kWithdrawn ? 0 : 1;
  made.duration = std::chrono::microseconds(how == Outcome::kWithdrawn ? 0 : 45'312);
  made.http_status = how == Outcome::kApplied ? 200 : how == Outcome::kRefused ? 400 : 0;
  made.cause = Cause::kFile;
  return made;
}

FieldChange moved(FieldValue from, FieldValue to) {
  return {Field::kScheduledFor, std::move(from), std::move(to), Mark{0, 7, 19}};
}

// Every kind of record, every outcome, Arabic and Latin text, and text that would like to steer the terminal.
History everything() {
  History history;
  Revision revision;
  revision.hash = record(RecordKind::kRevision, "2026-12-01T00:00:00.000Z", "").revision;
  revision.source = "campaigns.yaml";
  revision.commit = "0123456789abcdef0123456789abcdef01234567";
  revision.author = "سارة";
  revision.subject = "Move the Eid greeting to the evening";
  history.revisions.emplace(revision.hash, revision);

  const WallTime noon = at("2026-12-05T09:00:00.000Z");
  const WallTime evening = at("2026-12-05T15:00:00.000Z");
  std::vector<Record>& all = history.records;
  all.push_back(record(RecordKind::kRevision, "2026-12-01T08:00:00.120Z", "loaded"));

  all.push_back(outcome("eid-greeting", "2026-12-01T08:00:01.000Z", "update", Outcome::kApplied, ""));
  all.back().fields = {moved(noon, evening),
                       {Field::kTemplate, std::string("eid_greeting/ar"), std::string("eid_greeting_v2/ar"), {}}};
  all.push_back(outcome("eid-greeting", "2026-12-01T08:00:02.000Z", "arm", Outcome::kRefused,
                        "400: scheduledFor must be in the future"));
  all.back().fields = {moved(std::monostate{}, noon)};
  all.back().attempts = 3;
  all.back().cause = Cause::kBoth;
  all.push_back(outcome("black-friday", "2026-12-01T08:00:03.000Z", "disarm", Outcome::kUnknown,
                        "no answer came, and it is not there"));
  all.back().fields = {moved(noon, std::monostate{})};
  all.back().duration = std::chrono::seconds(30);
  all.push_back(outcome("black-friday", "2026-12-01T08:00:04.000Z", "update", Outcome::kWithdrawn,
                        "the plan, made again, does not send it"));
  all.back().fields = {{Field::kName, std::string("Black Friday"), std::string("الجمعة البيضاء"), {}}};
  all.push_back(outcome("black-friday", "2026-12-01T08:00:05.000Z", "disarm", Outcome::kFailed, "connection refused"));
  all.back().reason = "onRemove";
  all.push_back(about("new-branch", record(RecordKind::kIntent, "2026-12-01T08:00:06.000Z", "update")));
  all.back().fields = {{Field::kPhoneNumber, std::string("+9647701234567"), std::string("+9647507654321"), {}}};
  all.back().cause = Cause::kService;

  all.push_back(about("spring-sale", record(RecordKind::kRefusal, "2026-12-01T08:00:07.000Z", "blocked")));
  all.back().reason = "sendHours";
  all.back().detail = "23:30 is outside of 09:00 to 21:00";
  all.back().fields = {moved(noon, at("2026-12-05T20:30:00.000Z"))};
  all.push_back(record(RecordKind::kRefusal, "2026-12-01T08:00:08.000Z", "held"));
  all.back().reason = "9f3c51aa";
  all.back().detail = "the plan is held: maxChanges: 40 > 10";
  all.push_back(about("eid-greeting", record(RecordKind::kNotice, "2026-12-01T08:00:09.000Z", "")));
  all.back().reason = "disarmed-elsewhere";
  all.back().detail = "it was scheduled for 2026-12-05T15:00:00.000Z, and somebody took it off the clock";
  all.back().fields = {moved(evening, std::monostate{})};
  all.push_back(record(RecordKind::kReconcile, "2026-12-01T08:00:10.000Z", ""));
  all.back().detail = "reconciled, with errors, 1 update, 12 unchanged";

  all.push_back(record(RecordKind::kRevision, "2026-12-01T08:00:11.000Z", "refused"));
  all.back().revision = "sha256:0bad0bad0bad0bad";
  all.back().detail = "campaigns.yaml:3:5: error: unknown key \"nmae\"\ncampaigns.yaml:9:1: error: \033[31mbad";
  const auto command = [&](RecordKind kind, std::string_view when, std::string action, std::string reason,
                           std::string detail) {
    all.push_back(record(kind, when, std::move(action)));
    all.back().reason = std::move(reason);
    all.back().detail = std::move(detail);
    all.back().person = "uid 1000 (sara)";
    all.back().revision = "";
  };
  command(RecordKind::kPause, "2026-12-01T09:00:00.000Z", "pause", "until 2026-12-01T11:00:00.000Z",
          "the wording is wrong");
  command(RecordKind::kResume, "2026-12-01T09:10:00.000Z", "resume --restore", "freeze", "");
  command(RecordKind::kApproval, "2026-12-01T09:20:00.000Z", "approve", "9f3c51aa", "40 changes, 5000 recipients");
  command(RecordKind::kRearm, "2026-12-01T09:30:00.000Z", "rearm", "", "lifted: disarmed-elsewhere");
  all.back().handle = Handle::parse("eid-greeting");
  command(RecordKind::kFreeze, "2026-12-01T09:40:00.000Z", "freeze", "",
          "a very long reason, which a person wrote at three in the morning and which does not fit on one line of a "
          "terminal");
  return history;
}

void matches(std::string_view name, const std::string& actual) {
  CHECK(actual == golden(name, actual));
}

std::optional<WallTime> time_of(std::string_view text, bool whole = false) {
  return time_in(text, kNow, baghdad(), whole);
}

std::string mistake_in(HistoryCommand command) {
  const auto filter = history_filter(command, kNow, baghdad());
  return filter ? "" : filter.error();
}

}  // namespace

TEST_CASE("every kind of record reads well on 80 columns, and is not broken for a pipe") {
  matches("history-80.txt", history_text(everything(), known(), {Paint::none(), 80}));
  matches("history-pipe.txt", history_text(everything(), known(), {Paint::none(), 0}));
}

TEST_CASE("every kind of record as JSON") {
  matches("history.json", history_json(everything()));
}

TEST_CASE("each record's times stand in the zone of its campaign, those of none in the zone of the rest") {
  DesiredState desired;
  desired.campaigns.push_back({.handle = Handle::parse("in-berlin").value(), .timezone = "Europe/Berlin"});
  desired.campaigns.push_back({.handle = Handle::parse("by-name").value(), .timezone = "Asia/Tokyo"});
  const CampaignId id = CampaignId::parse("665f0c2ab1e4d2a7c9f00001").value();
  Memory memory;
  memory.bindings.emplace(Handle::parse("by-name").value(), Binding{id, "By name", ""});
  CampaignMemory gone{ObservedCampaign{.id = CampaignId::parse("665f0c2ab1e4d2a7c9f00002").value()}};
  gone.named_by = Handle::parse("gone");
  memory.campaigns.emplace(gone.seen->id, gone);
  const KnownCampaigns all(desired, memory, baghdad());

  Record of_handle = record(RecordKind::kRearm, "2026-12-01T08:00:00.000Z", "rearm");
  of_handle.handle = Handle::parse("in-berlin");
  of_handle.fields = {moved(std::monostate{}, at("2026-12-05T09:00:00.000Z"))};
  Record renamed = about("its-old-name", record(RecordKind::kRearm, "2026-12-01T08:00:00.000Z", "rearm"));
  Record of_none = record(RecordKind::kPause, "2026-12-01T08:00:00.000Z", "pause");
  of_none.reason = "until 2026-12-01T11:00:00.000Z";
  History history;
  history.records = {of_handle, renamed, of_none};
  const std::string text = history_text(history, all, {});

  CHECK(text.find("2026-12-01 09:00:00 +01:00  in-berlin ") != std::string::npos);
  CHECK(text.find("+ Sat 2026-12-05 10:00 +01:00") != std::string::npos);
  CHECK(text.find("2026-12-01 17:00:00 +09:00  its-old-name") != std::string::npos);
  CHECK(text.find("2026-12-01 11:00:00 +03:00  - ") != std::string::npos);
  CHECK(text.find("until 2026-12-01 14:00 +03:00") != std::string::npos);
  CHECK(all.zone_of(Handle::parse("665f0c2ab1e4d2a7c9f00001")).name() == "Asia/Tokyo");
  CHECK(all.zone_of(Handle::parse("gone")) == baghdad());
  CHECK(all.names() == std::vector<std::string_view>{"665f0c2ab1e4d2a7c9f00001", "665f0c2ab1e4d2a7c9f00002", "by-name",
                                                     "gone", "in-berlin"});
}

TEST_CASE("an empty answer and one that was cut say so") {
  CHECK(history_text({}, known(), {}) == "Nothing in the journal fits.\n");
  CHECK(history_json({}) == "{\n  \"version\": 1,\n  \"records\": [],\n  \"hasOlder\": false\n}\n");
  History cut = everything();
  cut.has_older = true;
  CHECK(history_text(cut, known(), {}).starts_with("There are older records: a larger --limit shows them.\n"));
  CHECK(history_json(cut).find("\"hasOlder\": true") != std::string::npos);
}

TEST_CASE("nothing in a record steers the terminal, and colour changes nothing but colour") {
  const History history = everything();
  const std::string plain = history_text(history, known(), {Paint::none(), 80});
  CHECK(plain.find('\033') == std::string::npos);
  std::string painted = history_text(history, known(), {Paint::ansi(), 80});
  CHECK(painted.find('\033') != std::string::npos);
  for (auto start = painted.find('\033'); start != std::string::npos; start = painted.find('\033')) {
    painted.erase(start, painted.find('m', start) - start + 1);
  }
  CHECK(painted == plain);
}

TEST_CASE("a time may be a day, a local time, an instant, or how long ago") {
  CHECK(time_of("2026-12-01") == at("2026-11-30T21:00:00.000Z"));
  CHECK(time_of("2026-12-01", /*whole=*/true) == at("2026-12-01T21:00:00.000Z"));
  CHECK(time_of("2026-12-01 18:00") == at("2026-12-01T15:00:00.000Z"));
  CHECK(time_of("2026-12-01 18:00", /*whole=*/true) == at("2026-12-01T15:00:00.000Z"));
  CHECK(time_of("2026-12-01T18:00:30") == at("2026-12-01T15:00:30.000Z"));
  CHECK(time_of("2026-12-01T18:00:00.250Z") == at("2026-12-01T18:00:00.250Z"));
  CHECK(time_of("2026-12-01T18:00Z") == at("2026-12-01T18:00:00.000Z"));
  CHECK(time_of("2026-12-01 18:00 +02:00") == at("2026-12-01T16:00:00.000Z"));
  CHECK(time_of("2026-12-01T18:00-02:30") == at("2026-12-01T20:30:00.000Z"));
  CHECK(time_of("2h") == at("2026-12-02T07:30:00.000Z"));
  CHECK(time_of("7d") == at("2026-11-25T09:30:00.000Z"));
  for (const char* text : {"", "yesterday", "2026-13-01", "2026-12-01 25:00", "18:00", "2026-12-01 18:00 +3:00", "-2h",
                           "2026-12-01 18:00+24:00", "Z", "2026-12-01 18:00x"}) {
    CAPTURE(text);
    CHECK_FALSE(time_of(text));
  }
}

TEST_CASE("what the clocks jump over, or show twice, makes the window wider and no error") {
  const Zone berlin = Zone::find("Europe/Berlin").value();
  CHECK(time_in("2026-03-29 02:30", kNow, berlin, false) == at("2026-03-29T01:00:00.000Z"));
  CHECK(time_in("2026-10-25 02:30", kNow, berlin, false) == at("2026-10-25T00:30:00.000Z"));
  CHECK(time_in("2026-10-25 02:30", kNow, berlin, true) == at("2026-10-25T01:30:00.000Z"));
}

TEST_CASE("a word that history does not know is named, with what was probably meant") {
  CHECK(mistake_in({.since = "lately", .until = "", .action = "", .field = ""}) ==
        "--since is a day (2026-12-01), a time (\"2026-12-01 18:00\", with Z or an offset if wanted), or how long ago "
        "(2h, 7d), not \"lately\"");
  CHECK(mistake_in({.since = "", .until = "2026-02-30", .action = "", .field = ""}).starts_with("--until is a day"));
  CHECK(mistake_in({.since = "", .until = "", .action = "disram", .field = ""}) ==
        "there is no action \"disram\"; did you mean disarm?");
  CHECK(
      mistake_in({.since = "", .until = "", .action = "xyz", .field = ""}) ==
      "there is no action \"xyz\"; there are arm, disarm, update, blocked, locked, invalid, missing, immutable, held, "
      "loaded, refused, pause, resume, freeze, approve, rearm, committed, revision, reconcile, intent, outcome, "
      "refusal, notice, approval");
  CHECK(mistake_in({.since = "", .until = "", .action = "", .field = "scheduledfor"}) ==
        "there is no field \"scheduledfor\"; did you mean scheduledFor?");
  CHECK(mistake_in({.since = "", .until = "", .action = "", .field = "xyz"}) ==
        "there is no field \"xyz\"; there are name, template, phoneNumber, scheduledFor, category");
}

TEST_CASE("an id is looked for as a handle and as an id") {
  const HistoryCommand by_handle{Handle::parse("eid"), "", "", "", "", std::nullopt};
  CHECK_FALSE(history_filter(by_handle, kNow, baghdad())->campaign);
  const HistoryCommand by_id{Handle::parse("665f0c2ab1e4d2a7c9f00001"), "", "", "", "", 7};
  const auto filter = history_filter(by_id, kNow, baghdad()).value();
  CHECK(filter.campaign == CampaignId::parse("665f0c2ab1e4d2a7c9f00001"));
  CHECK(filter.handle.has_value());
  CHECK(filter.limit == 7);
}

}  // namespace campaignd::testing
