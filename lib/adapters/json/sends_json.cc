#include "adapters/json/sends_json.h"

#include <cstdint>

#include "adapters/json/plan_values.h"
#include "adapters/json/values.h"

namespace campaignd {

namespace {

using json::Json;

std::string_view outlook_text(Outlook outlook) {
  switch (outlook) {
    case Outlook::kOnTheClock:
      return "on-the-clock";
    case Outlook::kToBeArmed:
      return "to-be-armed";
    case Outlook::kToBeDisarmed:
      return "to-be-disarmed";
    case Outlook::kKeptOff:
      return "kept-off";
  }
  return "";
}

// What the plan says of it; all of it null where no file names it.
void add_entry(Json& json, const PlanEntry* entry) {
  json["action"] = entry == nullptr ? Json(nullptr) : Json(to_text(entry->action));
  json["reason"] = entry == nullptr ? Json(nullptr) : json::text_or_null(entry->reason);
  json["detail"] = entry == nullptr ? Json(nullptr) : json::text_or_null(entry->detail);
  json["clearsAt"] = entry == nullptr ? Json(nullptr) : json::instant_or_null(entry->clears_at);
  json["fields"] = entry == nullptr ? Json::array() : json::list_of(entry->fields, json::change_of);
}

Json send_of(const Send& send) {
  Json json;
  json["scheduledFor"] = json::instant_or_null(send.at);
  json["outlook"] = outlook_text(send.outlook);
  json["id"] = send.id.text();
  json["name"] = json::text_or_null(send.name);
  json["handle"] = send.entry == nullptr ? Json(nullptr) : Json(send.entry->handle.str());
  json["releasedFrom"] = send.released_from ? Json(send.released_from->str()) : Json(nullptr);
  json["status"] = send.status;
  json["timezone"] = send.entry == nullptr ? Json(nullptr) : Json(send.entry->timezone);
  json["recipients"] = send.recipients ? Json(*send.recipients) : Json(nullptr);
  json["phoneNumber"] = json::text_or_null(send.phone_number);
  json["template"] = json::text_or_null(send.message_template);
  json["disarm"] = send.to_be_disarmed;
  add_entry(json, send.entry);
  json["warnings"] = json::warnings_of(send.warnings);
  return json;
}

}  // namespace

std::string sends_json(const Plan& plan, const std::vector<Send>& sends,
                       std::optional<std::chrono::milliseconds> within, const Standstill& standstill) {
  std::int64_t recipients = 0;
  Json going = Json::array();
  Json kept_off = Json::array();
  for (const Send& send : sends) {
    if (goes_out(send)) recipients += send.recipients.value_or(0);
    (send.outlook == Outlook::kKeptOff ? kept_off : going).push_back(send_of(send));
  }
  Json json;
  json["version"] = 1;
  json["now"] = to_rfc3339(plan.now);
  json["until"] = json::instant_or_null(within ? std::optional(plan.now + *within) : std::nullopt);
  json["recipients"] = recipients;
  json["sends"] = std::move(going);
  json["keptOff"] = std::move(kept_off);
  json["warnings"] = json::warnings_of(plan.warnings);
  json["state"] = standstill.state;
  json["standstill"] = json::text_or_null(standstill.because);
  return json::dumped(json);
}

}  // namespace campaignd
