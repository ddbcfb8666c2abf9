#include "adapters/json/why_json.h"

#include <string_view>

#include "adapters/json/plan_values.h"

namespace campaignd {

namespace {

void write_rule(json::Writer& json, const Verdict& verdict) {
  json.begin_object();
  json.key("rule");
  json.text(verdict.rule);
  json.key("answer");
  json.text(to_text(verdict.answer));
  json.key("given");
  json.text_or_null(verdict.given);
  json.key("detail");
  json.text_or_null(verdict.detail);
  json.key("clearsAt");
  json.instant_or_null(verdict.clears_at);
  json.key("nearest");
  json.instant_or_null(verdict.nearest);
  json.end_object();
}

}  // namespace

std::string why_json(const PlanEntry& entry, const std::vector<Verdict>& rules) {
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version");
  json.number(1);
  json.key("handle");
  json.text(entry.handle.str());
  json.key("id");
  json.text_or_null(entry.id ? entry.id->text() : std::string_view());
  json.key("action");
  json.text(to_text(entry.action));
  json.key("reason");
  json.text_or_null(entry.reason);
  json.key("detail");
  json.text_or_null(entry.detail);
  json.key("rules");
  json::write_list(json, rules, [&](const Verdict& verdict) { write_rule(json, verdict); });
  json.key("clearsAt");
  json.instant_or_null(entry.clears_at);
  json.key("fields");
  json::write_changes(json, entry.fields);
  json.key("warnings");
  json::write_warnings(json, entry.warnings);
  json.end_object();
  return json.take();
}

std::string why_json(const Unmanaged& campaign, const std::string& detail) {
  const auto write_nothing = [](json::Writer& json) {
    json.begin_array();
    json.end_array();
  };
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version");
  json.number(1);
  json.key("handle");
  json::write_handle(json, campaign.released_from);
  json.key("id");
  json.text(campaign.id.text());
  json.key("action");
  json.text("unmanaged");
  json.key("reason");
  json.text_or_null(campaign.released_from ? "released" : "");
  json.key("detail");
  json.text(detail);
  json.key("rules");
  write_nothing(json);
  json.key("clearsAt");
  json.null();
  json.key("fields");
  write_nothing(json);
  json.key("warnings");
  write_nothing(json);
  json.key("scheduledFor");
  json.instant_or_null(campaign.scheduled_for);
  json.end_object();
  return json.take();
}

}  // namespace campaignd
