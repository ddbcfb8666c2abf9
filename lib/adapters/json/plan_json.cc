#include "adapters/json/plan_json.h"

#include <optional>
#include <string_view>

#include "adapters/api/requests.h"
#include "adapters/json/plan_values.h"

namespace campaignd {

namespace {

void write_summary(json::Writer& json, const Plan& plan);
void write_held(json::Writer& json, const std::optional<Hold>& held);
void write_entry(json::Writer& json, const Plan& plan, const PlanEntry& entry);
void write_unmanaged(json::Writer& json, const Unmanaged& campaign);

}  // namespace

std::string plan_json(const Plan& plan) {
  json::Writer json(json::Layout::kIndented);
  write_plan(json, plan);
  return json.take();
}

void write_plan(json::Writer& json, const Plan& plan, const PlanParts& parts) {
  json.begin_object();
  json.key("version").number(1);
  json.key("revision").text_or_null(plan.revision.hash);
  json.key("now").instant(plan.now);
  json.key("source").text_or_null(plan.revision.source);
  json.key("summary");
  write_summary(json, plan);
  json.key("held");
  write_held(json, plan.held);
  json.key("entries");
  json::write_list(json, plan.entries, [&](const PlanEntry& entry) {
    if (!parts.entry || parts.entry(entry)) write_entry(json, plan, entry);
  });
  json.key("unmanaged");
  json::write_list(json, plan.unmanaged, [&](const Unmanaged& campaign) {
    if (!parts.unmanaged || parts.unmanaged(campaign)) write_unmanaged(json, campaign);
  });
  json.key("warnings");
  json::write_warnings(json, plan.warnings);
  json.end_object();
}

namespace {

void write_summary(json::Writer& json, const Plan& plan) {
  json.begin_object();
  for (const Action action : kAllActions) {
    json.key(to_text(action)).number(plan.count(action));
  }
  json.key("unmanaged").number(plan.unmanaged.size());
  json.end_object();
}

void write_held(json::Writer& json, const std::optional<Hold>& held) {
  if (!held) return json.null();
  json.begin_object();
  json.key("plan").text(held->plan);
  json.key("because").text(held->because);
  json.end_object();
}

void write_place(json::Writer& json, const Plan& plan, const Mark& at) {
  json.begin_object();
  json.key("file");
  if (at.file < plan.files.size()) {
    json.text(plan.files[at.file]);
  } else {
    json.null();
  }
  json.key("line");
  if (at.line == 0) {
    json.null();
  } else {
    json.number(at.line);
  }
  json.end_object();
}

// The nearest time that the rule which refuses the entry would allow.
std::optional<WallTime> nearest_of(const PlanEntry& entry) {
  for (const Verdict& verdict : entry.asked) {
    if (verdict.answer == Answer::kObjects && verdict.rule == entry.reason) return verdict.nearest;
  }
  return std::nullopt;
}

void write_entry(json::Writer& json, const Plan& plan, const PlanEntry& entry) {
  json.begin_object();
  json.key("handle").text(entry.handle.str());
  json.key("id").text_or_null(entry.id ? entry.id->text() : std::string_view());
  json.key("name").text_or_null(entry.name);
  json.key("status");
  if (entry.status) {
    json.text(*entry.status);
  } else {
    json.null();
  }
  json.key("action").text(to_text(entry.action));
  json.key("reason").text_or_null(entry.reason);
  json.key("detail").text_or_null(entry.detail);
  json.key("clearsAt").instant_or_null(entry.clears_at);
  json.key("cause").text_or_null(entry.cause ? to_text(*entry.cause) : std::string_view());
  json.key("scheduledFor").instant_or_null(entry.scheduled_for);
  json.key("recipients").number_or_null(entry.recipients);
  json.key("fields");
  json::write_changes(json, entry.fields);
  json.key("patches");
  json::write_list(json, entry.patches, [&](const Patch& patch) { write_patch(json, patch); });
  json.key("warnings");
  json::write_warnings(json, entry.warnings);
  json.key("at");
  write_place(json, plan, entry.at);
  json.key("timezone").text(entry.timezone);
  json.key("nearest").instant_or_null(nearest_of(entry));
  json.end_object();
}

void write_unmanaged(json::Writer& json, const Unmanaged& campaign) {
  json.begin_object();
  json.key("id").text(campaign.id.text());
  json.key("name").text_or_null(campaign.name);
  json.key("status").text_or_null(campaign.status);
  json.key("scheduledFor").instant_or_null(campaign.scheduled_for);
  json.key("releasedFrom");
  json::write_handle(json, campaign.released_from);
  json.key("disarm").boolean(campaign.disarm);
  json.key("recipients");
  if (campaign.recipients) {
    json.number(*campaign.recipients);
  } else {
    json.null();
  }
  json.end_object();
}

}  // namespace

}  // namespace campaignd
