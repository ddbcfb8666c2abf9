#include "adapters/spdlog/event_formats.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <variant>

#include "core/event_text.h"

namespace campaignd {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const FieldValue& value);
Json to_json(const std::vector<FieldChange>& changes);
std::string dumped(const Json& json);
double in_milliseconds(std::chrono::microseconds duration);
int priority(EventLevel level);

}  // namespace

std::string to_json_line(const Event& event) {
  Json line;
  line["time"] = to_rfc3339(event.at);
  line["level"] = to_text(event.level);
  line["event"] = to_text(event.kind);
  line["message"] = event.message;
  if (event.reconcile != 0) line["reconcile"] = event.reconcile;
  if (!event.revision.empty()) line["revision"] = event.revision;
  if (event.handle) line["handle"] = event.handle->str();
  if (event.campaign) line["id"] = event.campaign->text();
  if (!event.action.empty()) line["action"] = event.action;
  if (!event.reason.empty()) line["reason"] = event.reason;
  if (!event.fields.empty()) line["fields"] = to_json(event.fields);
  if (event.attempt != 0) line["attempt"] = event.attempt;
  if (event.http_status != 0) line["status"] = event.http_status;
  if (event.duration) line["durationMs"] = in_milliseconds(*event.duration);
  return dumped(line);
}

std::vector<std::string> to_journal_fields(const Event& event) {
  std::vector<std::string> fields;
  const auto add = [&](std::string_view name, std::string value) {
    // The journal takes a NUL; whoever reads its export as text does not.
    std::replace(value.begin(), value.end(), '\0', ' ');
    fields.push_back(std::string(name) + '=' + value);
  };
  add("MESSAGE", to_sentence(event));
  add("PRIORITY", std::to_string(priority(event.level)));
  add("CAMPAIGND_EVENT", std::string(to_text(event.kind)));
  if (event.handle) add("CAMPAIGND_HANDLE", event.handle->str());
  if (event.campaign) add("CAMPAIGND_CAMPAIGN_ID", event.campaign->str());
  if (!event.action.empty()) add("CAMPAIGND_ACTION", event.action);
  if (!event.reason.empty()) add("CAMPAIGND_REASON", event.reason);
  if (!event.fields.empty()) add("CAMPAIGND_FIELDS", dumped(to_json(event.fields)));
  if (event.attempt != 0) add("CAMPAIGND_ATTEMPT", std::to_string(event.attempt));
  if (event.http_status != 0) add("CAMPAIGND_HTTP_STATUS", std::to_string(event.http_status));
  if (event.duration) add("CAMPAIGND_DURATION_MS", dumped(in_milliseconds(*event.duration)));
  if (event.reconcile != 0) add("CAMPAIGND_RECONCILE", std::to_string(event.reconcile));
  if (!event.revision.empty()) add("CAMPAIGND_REVISION", event.revision);
  return fields;
}

namespace {

Json to_json(const FieldValue& value) {
  if (const auto* instant = std::get_if<WallTime>(&value)) return to_rfc3339(*instant);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

Json to_json(const std::vector<FieldChange>& changes) {
  Json list = Json::array();
  for (const FieldChange& change : changes) {
    Json one;
    one["field"] = to_text(change.field);
    one["from"] = to_json(change.from);
    one["to"] = to_json(change.to);
    list.push_back(std::move(one));
  }
  return list;
}

// What is not UTF-8 came from outside and must not cost us the line.
std::string dumped(const Json& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

double in_milliseconds(std::chrono::microseconds duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

// syslog's numbers, as PRIORITY has them.
int priority(EventLevel level) {
  switch (level) {
    case EventLevel::kDebug:
      return 7;
    case EventLevel::kInfo:
      return 6;
    case EventLevel::kWarning:
      return 4;
    case EventLevel::kError:
      return 3;
  }
  return 6;
}

}  // namespace

}  // namespace campaignd
