#include "engine/plan_troubles.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/change_budget.h"
#include "core/rows/times.h"

namespace campaignd {
namespace {

std::string unread_text(const Observation& seen);
std::optional<Trouble> trouble_of(const PlanEntry& entry, bool dry_run);
Trouble about(const PlanEntry& entry, EventLevel level, EventKind kind, std::string message);
std::string text_of(const std::vector<FieldChange>& fields);
std::optional<Trouble> announcement_of(const Plan& plan, const PlanEntry& entry, milliseconds notice);

}  // namespace

Troubles::Found troubles_of(const Plan& plan, const Observation& seen, const Applied& applied,
                            const Settings& settings) {
  const bool dry_run = settings.reconcile.dry_run;
  const milliseconds notice = notice_before_lock(settings.policy);
  Troubles::Found found;
  if (const std::string unread = unread_text(seen); !unread.empty()) {
    found.emplace("unread", general_trouble(EventLevel::kError, EventKind::kTrouble, unread));
  }
  const bool told_above = !found.empty();

  for (const PlanEntry& entry : plan.entries) {
    if (entry.reason != "observe" || !told_above) {
      if (auto trouble = trouble_of(entry, dry_run)) {
        trouble->told = entry.id && applied.touched.contains(*entry.id) && entry.reason == "refused";
        found.emplace("entry " + entry.handle.str(), std::move(*trouble));
      }
    }
    if (auto trouble = announcement_of(plan, entry, notice)) {
      found.emplace("closes " + entry.handle.str(), std::move(*trouble));
    }
    for (const Warning& warning : entry.warnings) {
      Trouble trouble = about(entry, EventLevel::kWarning, EventKind::kTrouble, warning.detail);
      trouble.event.reason = warning.rule;
      trouble.signature = warning.rule;
      found.emplace("warning " + entry.handle.str() + " " + warning.rule, std::move(trouble));
    }
  }
  for (const Warning& warning : plan.warnings) {
    Trouble trouble = general_trouble(EventLevel::kWarning, EventKind::kTrouble, warning.detail);
    trouble.event.reason = warning.rule;
    trouble.signature = warning.rule + " " + warning.about;  // sums move with every start; another campaign is news
    found.emplace("warning " + warning.rule, std::move(trouble));
  }
  for (const Unmanaged& released : plan.unmanaged) {
    if (!released.released_from || !released.scheduled_for) continue;
    const std::string at = to_rfc3339(*released.scheduled_for);
    Trouble trouble = general_trouble(
        EventLevel::kWarning, EventKind::kTrouble,
        released.disarm ? "no entry names it any more, and it is still scheduled for " + at + ": it is to be taken off"
                        : "no entry names it any more, and it is still scheduled: it will be sent at " + at);
    trouble.event.handle = released.released_from;
    trouble.event.campaign = released.id;
    trouble.event.reason = "onRemove";
    found.emplace("released " + released.id.str(), std::move(trouble));
  }
  if (plan.held) {
    Trouble trouble = general_trouble(EventLevel::kWarning, EventKind::kHeld,
                                      "the plan is held: " + plan.held->because +
                                          "; nothing is written but the disarms that the file asks for, until `" +
                                          approving_command(*plan.held, settings.file) + "`");
    trouble.event.reason = plan.held->plan;
    trouble.signature = plan.held->plan;
    found.emplace("held", std::move(trouble));
  }
  return found;
}

Trouble general_trouble(EventLevel level, EventKind kind, std::string message) {
  Trouble trouble;
  trouble.event.level = level;
  trouble.event.kind = kind;
  trouble.signature = message;
  trouble.event.message = std::move(message);
  return trouble;
}

namespace {

// `drafts, scheduled campaigns could not be read: WHY`: one cause is told once, however many reads it spoils.
std::string unread_text(const Observation& seen) {
  std::vector<std::pair<std::string, std::string>> what_by_failure;
  const auto add = [&](const std::string& what, const std::optional<std::string>& failure) {
    if (!failure) return;
    const auto known = std::find_if(what_by_failure.begin(), what_by_failure.end(),
                                    [&](const auto& one) { return one.second == *failure; });
    if (known == what_by_failure.end()) {
      what_by_failure.emplace_back(what, *failure);
    } else {
      known->first += ", " + what;
    }
  };
  add("drafts", seen.drafts_failure);
  add("scheduled campaigns", seen.scheduled_failure);
  add("templates and numbers", seen.catalog_failure);
  add("the project's credit", seen.project_failure);
  std::string text;
  for (const auto& [what, failure] : what_by_failure) {
    text.append(text.empty() ? "" : "; ").append(what).append(" could not be read: ").append(failure);
  }
  return text;
}

std::optional<Trouble> trouble_of(const PlanEntry& entry, bool dry_run) {
  const std::string word(to_text(entry.action));
  const std::string what = entry.detail.empty() ? word : entry.detail;
  switch (entry.action) {
    case Action::kMissing:
    case Action::kInvalid:
      return about(entry, EventLevel::kError, EventKind::kRefused, what);
    case Action::kBlocked:
      return about(entry, entry.reason == "refused" ? EventLevel::kError : EventLevel::kWarning, EventKind::kRefused,
                   what);
    case Action::kLocked:
      return about(entry, EventLevel::kWarning, EventKind::kRefused, what);
    case Action::kImmutable: {
      Trouble trouble = about(entry, EventLevel::kWarning, EventKind::kRefused, what);
      trouble.hourly = false;  // nothing will ever change it but an edit
      return trouble;
    }
    case Action::kUpdate: {
      if (!dry_run) return std::nullopt;
      Trouble trouble = about(entry, EventLevel::kInfo, EventKind::kPlanned, "would be changed (dry run)");
      trouble.hourly = false;
      return trouble;
    }
    case Action::kUnchanged:
    case Action::kSuspended:
      break;
  }
  return std::nullopt;
}

// A change that is pending for whatever reason (held, paused, blocked, failed) is told while it can still be let
// through.
std::optional<Trouble> announcement_of(const Plan& plan, const PlanEntry& entry, milliseconds notice) {
  if (!entry.closes_at || plan.now >= *entry.closes_at || plan.now < *entry.closes_at - notice) return std::nullopt;
  const bool is_pending = entry.action == Action::kBlocked || entry.action == Action::kUpdate;
  if (!is_pending) return std::nullopt;
  std::string why = entry.action == Action::kBlocked ? entry.reason : "";
  if (why.empty() && plan.held) why = "the plan is held";
  const std::string then =
      entry.scheduled_for ? "it will be sent as it is, at " + to_rfc3339(*entry.scheduled_for) : "it stays a draft";
  Trouble trouble = about(entry, EventLevel::kWarning, EventKind::kTrouble,
                          "its change is still pending" + (why.empty() ? "" : " (" + why + ")") +
                              " and can be made until " + to_rfc3339(*entry.closes_at) + "; after that " + then);
  trouble.event.reason = "pending";
  trouble.signature = "closes " + to_rfc3339(*entry.closes_at);
  trouble.hourly = false;
  return trouble;
}

// The detail may say how far away something is: it stays out of the signature, or every reconcile would tell it.
Trouble about(const PlanEntry& entry, EventLevel level, EventKind kind, std::string message) {
  Trouble trouble = general_trouble(level, kind, std::move(message));
  Event& event = trouble.event;
  event.handle = entry.handle;
  event.campaign = entry.id;
  event.action = to_text(entry.action);
  event.reason = entry.reason;
  event.timezone = entry.timezone;
  event.fields = entry.fields;
  trouble.signature = event.action + " " + event.reason + " " + text_of(entry.fields);
  return trouble;
}

std::string text_of(const std::vector<FieldChange>& fields) {
  std::string text;
  for (const FieldChange& change : fields) {
    text += to_text(change.field);
    for (const FieldValue* value : {&change.from, &change.to}) {
      text += ' ';
      if (const auto* words = std::get_if<std::string>(value)) text += *words;
      if (const auto* time = std::get_if<WallTime>(value)) text += to_rfc3339(*time);
    }
    text += ';';
  }
  return text;
}

}  // namespace
}  // namespace campaignd
