#include "adapters/json/history_json.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/json/plan_values.h"

namespace campaignd {
namespace {

void write_record(json::Writer& json, const Record& record, const History& history);
void write_commit(json::Writer& json, const Revision* revision);

}  // namespace

std::string history_json(const History& history) {
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version").number(1);
  json.key("records");
  json::write_list(json, history.records, [&](const Record& record) { write_record(json, record, history); });
  json.key("hasOlder").boolean(history.has_older);
  json.end_object();
  return json.take();
}

namespace {

// What was never counted is 0, and said to be nothing.
std::optional<std::int64_t> unless_zero(std::int64_t number) {
  return number == 0 ? std::nullopt : std::optional(number);
}

std::optional<std::int64_t> in_milliseconds(std::chrono::microseconds duration) {
  if (duration.count() <= 0) return std::nullopt;
  return std::chrono::round<std::chrono::milliseconds>(duration).count();
}

void write_record(json::Writer& json, const Record& record, const History& history) {
  const bool is_outcome = record.kind == RecordKind::kOutcome;
  const Revision* revision = history.revision_of(record);
  const auto text = [&](std::string_view key, std::string_view value) { json.key(key).text_or_null(value); };
  const auto number = [&](std::string_view key, std::optional<std::int64_t> value) {
    json.key(key).number_or_null(value);
  };
  json.begin_object();
  json.key("at").instant(record.at);
  text("kind", to_text(record.kind));
  json.key("handle");
  json::write_handle(json, record.handle);
  text("id", record.campaign ? record.campaign->text() : std::string_view());
  text("action", record.action);
  text("outcome", record.outcome ? to_text(*record.outcome) : std::string_view());
  text("reason", record.reason);
  text("detail", record.detail);
  text("cause", record.cause ? to_text(*record.cause) : std::string_view());
  json.key("fields");
  json::write_changes(json, record.fields);
  number("httpStatus", unless_zero(record.http_status));
  number("attempts", is_outcome ? std::optional<std::int64_t>(record.attempts) : std::nullopt);
  number("durationMs", in_milliseconds(record.duration));
  text("person", record.person);
  text("revision", record.revision);
  text("source", revision != nullptr ? std::string_view(revision->source) : std::string_view());
  json.key("commit");
  write_commit(json, revision);
  number("reconcile", unless_zero(static_cast<std::int64_t>(record.reconcile)));
  json.end_object();
}

void write_commit(json::Writer& json, const Revision* revision) {
  if (revision == nullptr || !revision->commit) return json.null();
  json.begin_object();
  json.key("hash").text(*revision->commit);
  json.key("author").text_or_null(revision->author);
  json.key("subject").text_or_null(revision->subject);
  json.end_object();
}

}  // namespace
}  // namespace campaignd
