#include "adapters/json/plan_json.h"

#include <utility>

#include "adapters/api/requests.h"
#include "adapters/json/values.h"

namespace campaignd {

namespace {

using json::instant_or_null;
using json::Json;
using json::text_or_null;

Json summary_of(const Plan& plan);
Json entry_of(const Plan& plan, const PlanEntry& entry);
Json unmanaged_of(const Unmanaged& campaign);
Json warnings_of(const std::vector<Warning>& warnings);

template <class Range, class Write>
Json list_of(const Range& range, Write write) {
  Json list = Json::array();
  for (const auto& each : range) list.push_back(write(each));
  return list;
}

}  // namespace

std::string plan_json(const Plan& plan) {
  Json json;
  json["version"] = 1;
  json["revision"] = text_or_null(plan.revision.hash);
  json["now"] = to_rfc3339(plan.now);
  json["source"] = text_or_null(plan.revision.source);
  json["summary"] = summary_of(plan);
  json["held"] = nullptr;
  if (plan.held) json["held"] = {{"plan", plan.held->plan}, {"because", plan.held->because}};
  json["entries"] = list_of(plan.entries, [&](const PlanEntry& entry) { return entry_of(plan, entry); });
  json["unmanaged"] = list_of(plan.unmanaged, unmanaged_of);
  json["warnings"] = warnings_of(plan.warnings);
  return json::dumped(json);
}

namespace {

Json summary_of(const Plan& plan) {
  Json summary;
  for (const Action action : {Action::kUpdate, Action::kUnchanged, Action::kLocked, Action::kBlocked,
                              Action::kImmutable, Action::kMissing, Action::kInvalid, Action::kSuspended}) {
    summary[std::string(to_text(action))] = plan.count(action);
  }
  summary["unmanaged"] = plan.unmanaged.size();
  return summary;
}

Json value_of(const FieldValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* instant = std::get_if<WallTime>(&value)) return to_rfc3339(*instant);
  return nullptr;
}

Json change_of(const FieldChange& change) {
  Json json;
  json["field"] = to_text(change.field);
  json["from"] = value_of(change.from);
  json["to"] = value_of(change.to);
  return json;
}

// The very bytes that would be sent, read again.
Json patch_of(const Patch& patch) {
  return Json::parse(to_json(patch));
}

Json place_of(const Plan& plan, const Mark& at) {
  Json json;
  json["file"] = at.file < plan.files.size() ? Json(plan.files[at.file]) : Json(nullptr);
  json["line"] = at.line == 0 ? Json(nullptr) : Json(at.line);
  return json;
}

// The nearest time that the rule which refuses the entry would allow.
std::optional<WallTime> nearest_of(const PlanEntry& entry) {
  for (const Verdict& verdict : entry.asked) {
    if (verdict.answer == Answer::kObjects && verdict.rule == entry.reason) return verdict.nearest;
  }
  return std::nullopt;
}

Json entry_of(const Plan& plan, const PlanEntry& entry) {
  Json json;
  json["handle"] = entry.handle.str();
  json["id"] = entry.id ? Json(entry.id->text()) : Json(nullptr);
  json["name"] = text_or_null(entry.name);
  json["status"] = entry.status ? Json(*entry.status) : Json(nullptr);
  json["action"] = to_text(entry.action);
  json["reason"] = text_or_null(entry.reason);
  json["detail"] = text_or_null(entry.detail);
  json["clearsAt"] = instant_or_null(entry.clears_at);
  json["cause"] = entry.cause ? Json(to_text(*entry.cause)) : Json(nullptr);
  json["scheduledFor"] = instant_or_null(entry.scheduled_for);
  json["recipients"] = entry.recipients ? Json(*entry.recipients) : Json(nullptr);
  json["fields"] = list_of(entry.fields, change_of);
  json["patches"] = list_of(entry.patches, patch_of);
  json["warnings"] = warnings_of(entry.warnings);
  json["at"] = place_of(plan, entry.at);
  json["timezone"] = entry.timezone;
  json["nearest"] = instant_or_null(nearest_of(entry));
  return json;
}

Json unmanaged_of(const Unmanaged& campaign) {
  Json json;
  json["id"] = campaign.id.text();
  json["name"] = text_or_null(campaign.name);
  json["status"] = text_or_null(campaign.status);
  json["scheduledFor"] = instant_or_null(campaign.scheduled_for);
  json["releasedFrom"] = campaign.released_from ? Json(campaign.released_from->str()) : Json(nullptr);
  json["disarm"] = campaign.disarm;
  return json;
}

Json warnings_of(const std::vector<Warning>& warnings) {
  return list_of(warnings, [](const Warning& warning) {
    Json json;
    json["rule"] = warning.rule;
    json["detail"] = warning.detail;
    return json;
  });
}

}  // namespace

}  // namespace campaignd
