#include "adapters/json/sends_json.h"

#include <cstdint>
#include <string_view>

#include "adapters/json/plan_values.h"

namespace campaignd {

namespace {

std::string_view outlook_text(Outlook outlook) {
  switch (outlook) {
    case Outlook::kOnTheClock:
      return "on-the-clock";
    case Outlook::kToBeArmed:
      return "to-be-armed";
    case Outlook::kToBeDisarmed:
      return "to-be-disarmed";
    case Outlook::kBeingSent:
      return "being-sent";
    case Outlook::kKeptOff:
      return "kept-off";
  }
  return "";
}

// What the plan says of it; all of it null where no file names it.
void write_entry(json::Writer& json, const PlanEntry* entry) {
  json.key("action").text_or_null(entry == nullptr ? std::string_view() : to_text(entry->action));
  json.key("reason").text_or_null(entry == nullptr ? std::string_view() : entry->reason);
  json.key("detail").text_or_null(entry == nullptr ? std::string_view() : entry->detail);
  json.key("clearsAt").instant_or_null(entry == nullptr ? std::nullopt : entry->clears_at);
  json.key("fields");
  json::write_changes(json, entry == nullptr ? std::vector<FieldChange>() : entry->fields);
}

void write_send(json::Writer& json, const Send& send) {
  json.begin_object();
  json.key("scheduledFor").instant_or_null(send.at);
  json.key("outlook").text(outlook_text(send.outlook));
  json.key("id").text(send.id.text());
  json.key("name").text_or_null(send.name);
  json.key("handle");
  json::write_handle(json, send.entry == nullptr ? std::nullopt : std::optional(send.entry->handle));
  json.key("releasedFrom");
  json::write_handle(json, send.released_from);
  json.key("status").text(send.status);
  json.key("startedAt").instant_or_null(send.started_at);
  json.key("timezone");
  if (send.entry == nullptr) {
    json.null();
  } else {
    json.text(send.entry->timezone);
  }
  json.key("recipients").number_or_null(send.recipients);
  json.key("phoneNumber").text_or_null(send.phone_number);
  json.key("template").text_or_null(send.message_template);
  json.key("disarm").boolean(send.to_be_disarmed);
  write_entry(json, send.entry);
  json.key("warnings");
  json::write_warnings(json, send.warnings);
  json.end_object();
}

}  // namespace

std::string sends_json(const Plan& plan, const std::vector<Send>& sends,
                       std::optional<std::chrono::milliseconds> within, const Standstill& standstill) {
  std::int64_t recipients = 0;
  for (const Send& send : sends) recipients += goes_out(send) ? counted_recipients(send.recipients) : 0;
  json::Writer json(json::Layout::kIndented);
  const auto write_those = [&](bool kept_off) {
    json.begin_array();
    for (const Send& send : sends) {
      if ((send.outlook == Outlook::kKeptOff) == kept_off) write_send(json, send);
    }
    json.end_array();
  };
  json.begin_object();
  json.key("version").number(1);
  json.key("now").instant(plan.now);
  json.key("until").instant_or_null(within ? std::optional(plan.now + *within) : std::nullopt);
  json.key("recipients").number(recipients);
  json.key("sends");
  write_those(false);
  json.key("keptOff");
  write_those(true);
  json.key("warnings");
  json::write_warnings(json, plan.warnings);
  json.key("state").text(standstill.state);
  json.key("standstill").text_or_null(standstill.because);
  json.end_object();
  return json.take();
}

}  // namespace campaignd
