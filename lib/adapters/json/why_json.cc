#include "adapters/json/why_json.h"

#include "adapters/json/plan_values.h"
#include "adapters/json/values.h"

namespace campaignd {

std::string why_json(const PlanEntry& entry, const std::vector<Verdict>& rules) {
  json::Json out;
  out["version"] = 1;
  out["handle"] = entry.handle.str();
  out["id"] = entry.id ? json::Json(entry.id->text()) : json::Json(nullptr);
  out["action"] = to_text(entry.action);
  out["reason"] = json::text_or_null(entry.reason);
  out["detail"] = json::text_or_null(entry.detail);
  out["rules"] = json::list_of(rules, [](const Verdict& verdict) {
    json::Json rule;
    rule["rule"] = verdict.rule;
    rule["answer"] = to_text(verdict.answer);
    rule["given"] = json::text_or_null(verdict.given);
    rule["detail"] = json::text_or_null(verdict.detail);
    rule["clearsAt"] = json::instant_or_null(verdict.clears_at);
    rule["nearest"] = json::instant_or_null(verdict.nearest);
    return rule;
  });
  out["clearsAt"] = json::instant_or_null(entry.clears_at);
  out["fields"] = json::list_of(entry.fields, json::change_of);
  out["warnings"] = json::warnings_of(entry.warnings);
  return json::dumped(out);
}

std::string why_json(const Unmanaged& campaign, const std::string& detail) {
  json::Json out;
  out["version"] = 1;
  out["handle"] = campaign.released_from ? json::Json(campaign.released_from->str()) : json::Json(nullptr);
  out["id"] = campaign.id.text();
  out["action"] = "unmanaged";
  out["reason"] = campaign.released_from ? json::Json("released") : json::Json(nullptr);
  out["detail"] = detail;
  out["rules"] = json::Json::array();
  out["clearsAt"] = nullptr;
  out["fields"] = json::Json::array();
  out["warnings"] = json::Json::array();
  out["scheduledFor"] = json::instant_or_null(campaign.scheduled_for);
  return json::dumped(out);
}

}  // namespace campaignd
