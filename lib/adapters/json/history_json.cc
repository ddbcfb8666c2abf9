#include "adapters/json/history_json.h"

#include <chrono>

#include "adapters/json/values.h"

namespace campaignd {
namespace {

using json::Json;
using json::text_or_null;

Json record_of(const Record& record, const History& history);
Json commit_of_revision(const Revision* revision);
Json changes_of(const std::vector<FieldChange>& fields);

}  // namespace

std::string history_json(const History& history) {
  Json json;
  json["version"] = 1;
  json["records"] = Json::array();
  for (const Record& record : history.records) json["records"].push_back(record_of(record, history));
  json["hasOlder"] = history.has_older;
  return json::dumped(json);
}

namespace {

Json record_of(const Record& record, const History& history) {
  const bool is_outcome = record.kind == RecordKind::kOutcome;
  const Revision* revision = history.revision_of(record);
  Json json;
  json["at"] = to_rfc3339(record.at);
  json["kind"] = to_text(record.kind);
  json["handle"] = record.handle ? Json(record.handle->str()) : Json(nullptr);
  json["id"] = record.campaign ? Json(record.campaign->text()) : Json(nullptr);
  json["action"] = text_or_null(record.action);
  json["outcome"] = record.outcome ? Json(to_text(*record.outcome)) : Json(nullptr);
  json["reason"] = text_or_null(record.reason);
  json["detail"] = text_or_null(record.detail);
  json["cause"] = record.cause ? Json(to_text(*record.cause)) : Json(nullptr);
  json["fields"] = changes_of(record.fields);
  json["httpStatus"] = record.http_status != 0 ? Json(record.http_status) : Json(nullptr);
  json["attempts"] = is_outcome ? Json(record.attempts) : Json(nullptr);
  json["durationMs"] = record.duration.count() > 0
                           ? Json(std::chrono::round<std::chrono::milliseconds>(record.duration).count())
                           : Json(nullptr);
  json["person"] = text_or_null(record.person);
  json["revision"] = text_or_null(record.revision);
  json["source"] = revision != nullptr ? text_or_null(revision->source) : Json(nullptr);
  json["commit"] = commit_of_revision(revision);
  json["reconcile"] = record.reconcile != 0 ? Json(record.reconcile) : Json(nullptr);
  return json;
}

Json commit_of_revision(const Revision* revision) {
  if (revision == nullptr || !revision->commit) return nullptr;
  Json json;
  json["hash"] = *revision->commit;
  json["author"] = text_or_null(revision->author);
  json["subject"] = text_or_null(revision->subject);
  return json;
}

Json changed_value(const FieldValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* instant = std::get_if<WallTime>(&value)) return to_rfc3339(*instant);
  return nullptr;
}

Json changes_of(const std::vector<FieldChange>& fields) {
  Json list = Json::array();
  for (const FieldChange& change : fields) {
    Json each;
    each["field"] = to_text(change.field);
    each["from"] = changed_value(change.from);
    each["to"] = changed_value(change.to);
    list.push_back(std::move(each));
  }
  return list;
}

}  // namespace
}  // namespace campaignd
