#include "adapters/spdlog/event_formats.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "adapters/json/plan_values.h"
#include "core/event_text.h"

namespace campaignd {
namespace {

std::string changes_text(const std::vector<FieldChange>& changes);
std::string number_text(double number);
double in_milliseconds(std::chrono::microseconds duration);
int priority(EventLevel level);

}  // namespace

std::string to_json_line(const Event& event) {
  json::Writer line(json::Layout::kCompact);
  line.begin_object();
  line.key("time").text(to_rfc3339(event.at));
  line.key("level").text(to_text(event.level));
  line.key("event").text(to_text(event.kind));
  line.key("message").text(event.message);
  if (event.reconcile != 0) line.key("reconcile").number(event.reconcile);
  if (!event.revision.empty()) line.key("revision").text(event.revision);
  if (event.handle) line.key("handle").text(event.handle->str());
  if (event.campaign) line.key("id").text(event.campaign->text());
  if (!event.action.empty()) line.key("action").text(event.action);
  if (!event.reason.empty()) line.key("reason").text(event.reason);
  if (!event.fields.empty()) {
    line.key("fields");
    json::write_changes(line, event.fields);
  }
  if (event.attempt != 0) line.key("attempt").number(event.attempt);
  if (event.http_status != 0) line.key("status").number(event.http_status);
  if (event.duration) line.key("durationMs").number(in_milliseconds(*event.duration));
  line.end_object();
  return line.take();
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
  if (!event.fields.empty()) add("CAMPAIGND_FIELDS", changes_text(event.fields));
  if (event.attempt != 0) add("CAMPAIGND_ATTEMPT", std::to_string(event.attempt));
  if (event.http_status != 0) add("CAMPAIGND_HTTP_STATUS", std::to_string(event.http_status));
  if (event.duration) add("CAMPAIGND_DURATION_MS", number_text(in_milliseconds(*event.duration)));
  if (event.reconcile != 0) add("CAMPAIGND_RECONCILE", std::to_string(event.reconcile));
  if (!event.revision.empty()) add("CAMPAIGND_REVISION", event.revision);
  return fields;
}

namespace {

std::string changes_text(const std::vector<FieldChange>& changes) {
  json::Writer json(json::Layout::kCompact);
  json::write_changes(json, changes);
  return json.take();
}

std::string number_text(double number) {
  json::Writer json(json::Layout::kCompact);
  json.number(number);
  return json.take();
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
