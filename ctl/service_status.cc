#include "service_status.h"

#include <simdjson.h>

#include <cstdint>
#include <utility>

#include "exit_code.h"

namespace campaignd {

namespace {

using Object = simdjson::dom::object;

// A value of another kind is the same as none: a later service may say more than this program understands.
std::string text_in(Object object, std::string_view key);
std::optional<WallTime> instant_in(Object object, std::string_view key);
std::int64_t number_in(Object object, std::string_view key);
std::optional<std::int64_t> count_in(Object object, std::string_view key);
bool flag_in(Object object, std::string_view key);
std::optional<Object> object_in(Object object, std::string_view key);
simdjson::dom::array array_in(Object object, std::string_view key);

void read_revision(Object object, Snapshot& snapshot);
void read_last_reconcile(Object object, Snapshot& snapshot);
std::optional<Pause> read_pause(Object object, std::string_view state);
Plan read_plan(Object object);

}  // namespace

std::size_t ServiceStatus::count(Action action) const {
  const auto it = summary.find(to_text(action));
  return it == summary.end() ? 0 : it->second;
}

bool ServiceStatus::is_late() const {
  constexpr int kIntervals = 3;
  constexpr auto kMargin = std::chrono::minutes(1);  // the first one is begun at once, and may take its time
  if (snapshot.last_reconcile) return now - *snapshot.last_reconcile > kIntervals * snapshot.interval;
  return snapshot.started && now - *snapshot.started > snapshot.interval + kMargin;
}

std::optional<ServiceStatus> read_status(std::string_view json) {
  simdjson::dom::parser parser;
  Object root;
  if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) return std::nullopt;
  const std::string state = text_in(root, "state");
  const auto now = instant_in(root, "now");
  if (state.empty() || !now) return std::nullopt;
  ServiceStatus status;
  status.now = *now;
  Snapshot& snapshot = status.snapshot;
  snapshot.is_clone = state == "clone";
  snapshot.pause = read_pause(root, state);
  if (const auto revision = object_in(root, "revision")) read_revision(*revision, snapshot);
  if (const auto last = object_in(root, "lastReconcile")) read_last_reconcile(*last, snapshot);
  snapshot.started = instant_in(root, "startedAt");
  snapshot.last_agreement = instant_in(root, "lastAgreement");
  snapshot.next_reconcile = instant_in(root, "nextReconcile");
  snapshot.interval = std::chrono::milliseconds(number_in(root, "intervalMs"));
  snapshot.dry_run = flag_in(root, "dryRun");
  snapshot.key_refused = flag_in(root, "keyRefused");
  snapshot.waiting_for = text_in(root, "waitingFor");
  snapshot.journal_failure = text_in(root, "journalFailure");
  if (const auto next = object_in(root, "nextSend")) {
    if (const auto at = instant_in(*next, "at")) {
      status.next = NextSend{Handle::parse(text_in(*next, "handle")), text_in(*next, "name"), *at};
    }
  }
  if (const auto plan = object_in(root, "plan")) {
    snapshot.plan = std::make_shared<const Plan>(read_plan(*plan));
    if (const auto summary = object_in(*plan, "summary")) {
      for (const auto& [key, value] : *summary) {
        std::uint64_t count = 0;
        if (value.get(count) == simdjson::SUCCESS) status.summary[std::string(key)] = count;
      }
    }
  }
  return status;
}

int exit_code_of(const ServiceStatus& status) {
  const Snapshot& snapshot = status.snapshot;
  if (!snapshot.errors.empty() || !snapshot.last_error.empty() || !snapshot.journal_failure.empty() ||
      snapshot.key_refused || snapshot.last_outcome == ReconcileOutcome::kError || status.is_late()) {
    return kExitError;
  }
  const bool waits = snapshot.is_clone || snapshot.pause || snapshot.plan->held || status.count(Action::kBlocked) > 0 ||
                     status.count(Action::kLocked) > 0 || (snapshot.dry_run && status.count(Action::kUpdate) > 0);
  return waits ? kExitWaiting : kExitWell;
}

namespace {

void read_revision(Object object, Snapshot& snapshot) {
  if (std::string hash = text_in(object, "hash"); !hash.empty()) {
    Revision revision;
    revision.hash = std::move(hash);
    if (std::string commit = text_in(object, "commit"); !commit.empty()) revision.commit = std::move(commit);
    snapshot.revision = std::move(revision);
  }
  snapshot.revision_loaded_at = instant_in(object, "loadedAt");
  for (const simdjson::dom::element each : array_in(object, "errors")) {
    Object error;
    if (each.get(error) != simdjson::SUCCESS) continue;
    snapshot.errors.push_back({Severity::kError, text_in(error, "file"),
                               static_cast<std::uint32_t>(number_in(error, "line")),
                               static_cast<std::uint32_t>(number_in(error, "column")), text_in(error, "message")});
  }
}

void read_last_reconcile(Object object, Snapshot& snapshot) {
  snapshot.last_reconcile = instant_in(object, "at");
  snapshot.last_duration = std::chrono::milliseconds(number_in(object, "durationMs"));
  snapshot.last_error = text_in(object, "error");
  const std::string outcome = text_in(object, "outcome");
  for (const ReconcileOutcome each :
       {ReconcileOutcome::kAgreement, ReconcileOutcome::kError, ReconcileOutcome::kLeft}) {
    if (outcome == to_text(each)) snapshot.last_outcome = each;
  }
}

// A clone may be paused as well.
std::optional<Pause> read_pause(Object object, std::string_view state) {
  const std::string reason = text_in(object, "reason");
  if (state == "running" || (state == "clone" && reason.empty())) return std::nullopt;
  Pause pause;
  pause.reason = reason;
  pause.person = text_in(object, "person");
  pause.since = instant_in(object, "since").value_or(WallTime{});
  pause.until = instant_in(object, "until");
  pause.freeze = state == "frozen";
  return pause;
}

std::optional<PlanEntry> read_entry(Object object, Plan& plan) {
  const auto handle = Handle::parse(text_in(object, "handle"));
  if (!handle) return std::nullopt;
  PlanEntry entry{.handle = *handle};
  entry.id = CampaignId::parse(text_in(object, "id"));
  entry.name = text_in(object, "name");
  if (std::string status = text_in(object, "status"); !status.empty()) entry.status = std::move(status);
  entry.action = parse_action(text_in(object, "action")).value_or(entry.action);
  entry.reason = text_in(object, "reason");
  entry.detail = text_in(object, "detail");
  entry.clears_at = instant_in(object, "clearsAt");
  entry.scheduled_for = instant_in(object, "scheduledFor");
  entry.recipients = count_in(object, "recipients");
  if (std::string zone = text_in(object, "timezone"); !zone.empty()) entry.timezone = std::move(zone);
  if (const auto at = object_in(object, "at")) {
    const std::string file = text_in(*at, "file");
    if (plan.files.empty() || plan.files.back() != file) plan.files.push_back(file);
    entry.at = {static_cast<std::uint32_t>(plan.files.size() - 1), static_cast<std::uint32_t>(number_in(*at, "line")),
                0};
  }
  for (const simdjson::dom::element each : array_in(object, "warnings")) {
    Object warning;
    if (each.get(warning) != simdjson::SUCCESS) continue;
    entry.warnings.push_back({text_in(warning, "rule"), text_in(warning, "detail")});
  }
  return entry;
}

Plan read_plan(Object object) {
  Plan plan;
  plan.now = instant_in(object, "now").value_or(WallTime{});
  if (const auto held = object_in(object, "held")) {
    plan.held = Hold{text_in(*held, "plan"), text_in(*held, "because")};
  }
  for (const simdjson::dom::element each : array_in(object, "entries")) {
    Object entry;
    if (each.get(entry) != simdjson::SUCCESS) continue;
    if (auto read = read_entry(entry, plan)) plan.entries.push_back(*std::move(read));
  }
  for (const simdjson::dom::element each : array_in(object, "unmanaged")) {
    Object campaign;
    if (each.get(campaign) != simdjson::SUCCESS) continue;
    const auto id = CampaignId::parse(text_in(campaign, "id"));
    if (!id) continue;
    plan.unmanaged.push_back({*id, text_in(campaign, "name"), text_in(campaign, "status"),
                              instant_in(campaign, "scheduledFor"), Handle::parse(text_in(campaign, "releasedFrom")),
                              flag_in(campaign, "disarm"), count_in(campaign, "recipients")});
  }
  return plan;
}

template <class Value>
Value value_in(Object object, std::string_view key, Value otherwise) {
  Value value = otherwise;
  return object[key].get(value) == simdjson::SUCCESS ? value : otherwise;
}

std::string text_in(Object object, std::string_view key) {
  return std::string(value_in(object, key, std::string_view()));
}

std::optional<WallTime> instant_in(Object object, std::string_view key) {
  return parse_rfc3339(value_in(object, key, std::string_view()));
}

std::int64_t number_in(Object object, std::string_view key) {
  return value_in(object, key, std::int64_t{0});
}

std::optional<std::int64_t> count_in(Object object, std::string_view key) {
  std::int64_t count = 0;
  if (object[key].get(count) != simdjson::SUCCESS) return std::nullopt;
  return count;
}

bool flag_in(Object object, std::string_view key) {
  return value_in(object, key, false);
}

std::optional<Object> object_in(Object object, std::string_view key) {
  Object value;
  if (object[key].get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

simdjson::dom::array array_in(Object object, std::string_view key) {
  // An empty array of its own: simdjson's default one cannot be walked.
  static simdjson::dom::parser parser;
  static const simdjson::dom::array none = parser.parse(std::string_view("[]")).get_array();
  simdjson::dom::array value;
  return object[key].get(value) == simdjson::SUCCESS ? value : none;
}

}  // namespace

}  // namespace campaignd
