#include "adapters/json/why_json.h"

#include <string_view>

#include "adapters/json/plan_values.h"

namespace campaignd {

namespace {

void write_rule(json::Writer& json, const Verdict& verdict) {
  json.begin_object();
  json.key("rule").text(verdict.rule);
  json.key("answer").text(to_text(verdict.answer));
  json.key("given").text_or_null(verdict.given);
  json.key("detail").text_or_null(verdict.detail);
  json.key("clearsAt").instant_or_null(verdict.clears_at);
  json.key("nearest").instant_or_null(verdict.nearest);
  json.end_object();
}

}  // namespace

std::string why_json(const PlanEntry& entry, const std::vector<Verdict>& rules) {
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version").number(1);
  json.key("handle").text(entry.handle.str());
  json.key("id").text_or_null(entry.id ? entry.id->text() : std::string_view());
  json.key("action").text(to_text(entry.action));
  json.key("reason").text_or_null(entry.reason);
  json.key("detail").text_or_null(entry.detail);
  json.key("rules");
  json::write_list(json, rules, [&](const Verdict& verdict) { write_rule(json, verdict); });
  json.key("clearsAt").instant_or_null(entry.clears_at);
  json.key("fields");
  json::write_changes(json, entry.fields);
  json.key("warnings");
  json::write_warnings(json, entry.warnings);
  json.end_object();
  return json.take();
}

std::string why_json(const Unmanaged& campaign, const std::string& detail) {
  json::Writer json(json::Layout::kIndented);
  json.begin_object();
  json.key("version").number(1);
  json.key("handle");
  json::write_handle(json, campaign.released_from);
  json.key("id").text(campaign.id.text());
  json.key("action").text("unmanaged");
  json.key("reason").text_or_null(campaign.released_from ? "released" : "");
  json.key("detail").text(detail);
  json.key("rules").begin_array();
  json.end_array();
  json.key("clearsAt").null();
  json.key("fields");
  json::write_changes(json, {});
  json.key("warnings");
  json::write_warnings(json, {});
  json.key("scheduledFor").instant_or_null(campaign.scheduled_for);
  json.end_object();
  return json.take();
}

}  // namespace campaignd
