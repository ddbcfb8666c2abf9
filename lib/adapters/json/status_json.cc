#include "adapters/json/status_json.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <vector>

#include "adapters/json/plan_json.h"

namespace campaignd {

namespace {

// What waits for time or for a person, rather than for an error to be mended.
bool waits(const PlanEntry& entry);
void write_revision(json::Writer& json, const Snapshot& snapshot);
void write_last_reconcile(json::Writer& json, const Snapshot& snapshot);
void write_next_send(json::Writer& json, const std::optional<NextSend>& next);
void write_hold(json::Writer& json, const std::optional<Hold>& held);
void write_what_was_added(json::Writer& json, const Snapshot& snapshot, WallTime now);
PlanParts brief_parts(const Plan& plan, WallTime now);

}  // namespace

std::string status_json(const Snapshot& snapshot, WallTime now, json::Layout layout, StatusExtent extent) {
  const auto& pause = snapshot.pause;
  json::Writer json(layout);
  json.begin_object();
  json.key("version").number(1);
  json.key("state").text(state_word(snapshot));
  json.key("reason").text_or_null(pause ? std::string_view(pause->reason) : std::string_view());
  json.key("until").instant_or_null(pause ? pause->until : std::nullopt);
  json.key("revision");
  write_revision(json, snapshot);
  json.key("lastReconcile");
  write_last_reconcile(json, snapshot);
  json.key("lastAgreement").instant_or_null(snapshot.last_agreement);
  json.key("nextReconcile").instant_or_null(snapshot.next_reconcile);
  json.key("nextSend");
  write_next_send(json, next_send(snapshot, now));
  json.key("held");
  write_hold(json, snapshot.plan->held);
  json.key("plan");
  if (snapshot.plan->now == WallTime{}) {
    json.null();  // nothing was planned yet
  } else {
    write_plan(json, *snapshot.plan, extent == StatusExtent::kBrief ? brief_parts(*snapshot.plan, now) : PlanParts{});
  }
  write_what_was_added(json, snapshot, now);
  json.end_object();
  return json.take();
}

std::string_view state_word(const Snapshot& snapshot) {
  if (snapshot.is_clone) return "clone";
  if (!snapshot.pause) return "running";
  return snapshot.pause->freeze ? "frozen" : "paused";
}

std::optional<NextSend> next_send(const Snapshot& snapshot, WallTime now) {
  std::optional<NextSend> next;
  const auto is_next = [&](const Schedule& at) { return at && *at > now && (!next || *at < next->at); };
  for (const PlanEntry& entry : snapshot.plan->entries) {
    if (entry.status != "scheduled" || !is_next(entry.scheduled_for)) continue;
    next = NextSend{entry.handle, entry.name, *entry.scheduled_for};
  }
  for (const Unmanaged& campaign : snapshot.plan->unmanaged) {
    if (is_next(campaign.scheduled_for)) next = NextSend{std::nullopt, campaign.name, *campaign.scheduled_for};
  }
  return next;
}

bool may_be_being_sent(const PlanEntry& entry, WallTime now) {
  if (entry.status == to_text(CampaignStatus::kRunning)) return true;
  return entry.status == to_text(CampaignStatus::kScheduled) && entry.scheduled_for && *entry.scheduled_for <= now;
}

std::string_view to_text(ReconcileOutcome outcome) {
  switch (outcome) {
    case ReconcileOutcome::kAgreement:
      return "agreement";
    case ReconcileOutcome::kError:
      return "error";
    case ReconcileOutcome::kLeft:
      return "left";
  }
  return "";
}

namespace {

void write_revision(json::Writer& json, const Snapshot& snapshot) {
  const Revision revision = snapshot.revision.value_or(Revision{});
  json.begin_object();
  json.key("hash").text_or_null(revision.hash);
  json.key("commit").text_or_null(revision.commit.value_or(""));
  json.key("loadedAt").instant_or_null(snapshot.revision_loaded_at);
  json.key("errors").begin_array();
  for (const Diagnostic& error : snapshot.errors) {
    const auto number_or_null = [&](std::uint32_t number) { number == 0 ? json.null() : json.number(number); };
    json.begin_object();
    json.key("file").text_or_null(error.file);
    json.key("line");
    number_or_null(error.line);
    json.key("column");
    number_or_null(error.column);
    json.key("message").text(error.message);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_last_reconcile(json::Writer& json, const Snapshot& snapshot) {
  if (!snapshot.last_reconcile) return json.null();
  json.begin_object();
  json.key("at").instant(*snapshot.last_reconcile);
  json.key("outcome").text_or_null(snapshot.last_outcome ? to_text(*snapshot.last_outcome) : std::string_view());
  json.key("durationMs").number(snapshot.last_duration.count());
  json.key("error").text_or_null(snapshot.last_error);
  json.end_object();
}

void write_next_send(json::Writer& json, const std::optional<NextSend>& next) {
  if (!next) return json.null();
  json.begin_object();
  json.key("handle").text_or_null(next->handle ? std::string_view(next->handle->str()) : std::string_view());
  json.key("at").instant(next->at);
  json.key("name").text_or_null(next->name);
  json.end_object();
}

void write_hold(json::Writer& json, const std::optional<Hold>& held) {
  if (!held) return json.null();
  json.begin_object();
  json.key("plan").text(held->plan);
  json.key("because").text(held->because);
  json.end_object();
}

void write_what_was_added(json::Writer& json, const Snapshot& snapshot, WallTime now) {
  const auto& pause = snapshot.pause;
  json.key("now").instant(now);
  json.key("person").text_or_null(pause ? std::string_view(pause->person) : std::string_view());
  json.key("since").instant_or_null(pause ? std::optional(pause->since) : std::nullopt);
  json.key("startedAt").instant_or_null(snapshot.started);
  json.key("reconciles").number(snapshot.reconcile);
  json.key("intervalMs").number(snapshot.interval.count());
  json.key("dryRun").boolean(snapshot.dry_run);
  json.key("keyRefused").boolean(snapshot.key_refused);
  json.key("waitingFor").text_or_null(snapshot.waiting_for);
  json.key("journalFailure").text_or_null(snapshot.journal_failure);
}

bool waits(const PlanEntry& entry) {
  return entry.action != Action::kUnchanged && entry.action != Action::kSuspended && entry.action != Action::kMissing &&
         entry.action != Action::kInvalid;
}

// The soonest of `all`.
template <class Campaign>
std::set<const Campaign*> soonest(const std::vector<Campaign>& all, WallTime now) {
  std::vector<std::pair<WallTime, const Campaign*>> ahead;
  for (const Campaign& each : all) {
    if (each.scheduled_for && *each.scheduled_for > now) ahead.emplace_back(*each.scheduled_for, &each);
  }
  const auto end = ahead.begin() + static_cast<std::ptrdiff_t>(std::min(ahead.size(), kBriefEntries));
  std::partial_sort(ahead.begin(), end, ahead.end());
  std::set<const Campaign*> chosen;
  for (auto it = ahead.begin(); it != end; ++it) chosen.insert(it->second);
  return chosen;
}

PlanParts brief_parts(const Plan& plan, WallTime now) {
  PlanParts parts;
  std::set<const PlanEntry*> entries = soonest(plan.entries, now);
  std::size_t being_sent = 0;
  for (const PlanEntry& entry : plan.entries) {
    if (may_be_being_sent(entry, now) && being_sent++ < kBriefEntries) entries.insert(&entry);
  }
  std::array<std::size_t, 2> taken{};  // of errors, of what waits
  for (const PlanEntry& entry : plan.entries) {
    const bool is_quiet = entry.action == Action::kUnchanged || entry.action == Action::kSuspended;
    if (!is_quiet && taken.at(waits(entry) ? 1 : 0)++ < kBriefEntries) entries.insert(&entry);
  }
  parts.entry = [entries = std::move(entries)](const PlanEntry& entry) { return entries.contains(&entry); };
  std::set<const Unmanaged*> unmanaged = soonest(plan.unmanaged, now);
  parts.unmanaged = [unmanaged = std::move(unmanaged)](const Unmanaged& each) { return unmanaged.contains(&each); };
  return parts;
}

}  // namespace

}  // namespace campaignd
