#include "engine/service.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/approval.h"
#include "core/record_words.h"
#include "engine/frozen_troubles.h"
#include "engine/plan_troubles.h"
#include "engine/service_state.h"

namespace campaignd {
namespace {

constexpr auto kCheckAfterRefusal = std::chrono::minutes(10);
constexpr auto kShortestWaitForSource =
    std::chrono::seconds(1);  // a source that moves all the time must not make us spin

}  // namespace

Service::Service(Ports ports, Settings settings, ParseDesired parse, Tell tell, Chance chance)
    : state_(
          std::make_unique<State>(ports, std::move(settings), std::move(parse), std::move(tell), std::move(chance))) {}

Service::~Service() = default;

void Service::start() {
  state_->ledger.recall();
}

std::shared_ptr<const Snapshot> Service::snapshot() {
  return state_->publish();
}

void Service::use(Settings settings) {
  State& state = *state_;
  const bool is_another_service = settings.api.base_url != state.settings.api.base_url;
  state.settings = std::move(settings);
  state.calls.use(state.settings.api);
  for (const auto& freeze : state.freezes) freeze->use(state.settings.api);
  state.observer.forget_lists();
  if (is_another_service) state.forget_the_service();
  state.key_refused_until.reset();
  state.revisions.distrust();
  state.next_interval = {};
}

// What another one said of its catalog, of waiting and of our changes says nothing about this one.
void Service::State::forget_the_service() {
  calls.forget_holds();
  observer.forget();
  aftermath.refusals.clear();
  for (const auto& freeze : freezes) freeze->forget_holds();
}

TurnReport Service::turn(const TurnReasons& reasons, const std::stop_token& stop) {
  State& state = *state_;
  const std::stop_callback wake(stop, [&state] { state.ports.transport.wake(); });
  state.ledger.recall();
  state.ledger.keep_to_yourself(state.ledger.memory().is_clone);
  state.take_in_orders();
  state.take_up_freezes();
  state.end_pause_that_is_over();
  state.forget_ended_approvals();
  state.go_on_freezing(stop);
  if (reasons.key_changed) state.key_refused_until.reset();
  if (reasons.forced || reasons.source_event) state.revisions.distrust();

  const Revisions::Loaded loaded = state.revisions.load();
  if (const DesiredState* desired = state.revisions.in_force()) state.teller.revision = desired->revision.hash;
  // A newer revision drops the retries of the older: what is true now is planned anew.
  if (loaded.is_new) state.retry_at.reset();
  if (state.is_due(reasons, loaded.is_new) && !stop.stop_requested()) state.run_pass(stop);
  state.tell_troubles();
  state.ledger.save();
  return state.report(loaded);
}

// What a person had stored beside us (`campaignctl freeze`) is acted upon now, not at the next interval.
void Service::State::take_in_orders() {
  const std::optional<Pause> before = ledger.memory().pause;
  ledger.take_in();
  if (ledger.memory().pause != before) next_interval = {};
}

void Service::State::forget_ended_approvals() {
  std::vector<Approval> kept = in_force(ledger.memory().approvals, ports.clock.wall_now());
  if (kept.size() == ledger.memory().approvals.size()) return;
  MemoryChanges changes;
  changes.approvals = std::move(kept);
  ledger.change(std::move(changes));
}

void Service::State::end_pause_that_is_over() {
  const auto& pause = ledger.memory().pause;
  if (!pause || !pause->until || ports.clock.wall_now() < *pause->until) return;
  MemoryChanges changes;
  changes.pause = std::optional<Pause>();
  ledger.change(std::move(changes));
  Record record;
  record.kind = RecordKind::kResume;
  record.at = ports.clock.wall_now();
  record.action = record_word::kResume;
  record.reason = "the pause's time is over";
  ledger.add(std::move(record));
  teller.say(EventLevel::kInfo, EventKind::kResumed, "the pause's time is over");
  next_interval = {};
}

bool Service::State::is_due(const TurnReasons& reasons, bool is_new) const {
  const MonotonicTime now = ports.clock.monotonic_now();
  if (revisions.in_force() == nullptr) return false;
  if (key_refused_until) return now >= *key_refused_until;
  if (!had_a_pass || reasons.forced || reasons.key_changed || is_new) return true;
  if (now >= next_interval || (retry_at && now >= *retry_at)) return true;
  if (waits_for_source && revisions.waiting_for().empty()) return true;
  if (plan_changes_at && ports.clock.wall_now() >= *plan_changes_at) return true;
  return !aftermath.looks.empty() && now >= *aftermath.looks.begin();
}

void Service::State::run_pass(const std::stop_token& stop) {
  const MonotonicTime began = ports.clock.monotonic_now();
  std::erase_if(aftermath.looks, [&](MonotonicTime look) { return began >= look; });
  std::erase_if(aftermath.late_disarms, [&](const auto& disarm) { return began >= disarm.second; });
  ++teller.reconcile;
  had_a_pass = true;
  waits_for_source = false;
  key_refused_until.reset();
  calls.begin(stop);
  Pass pass = reconcile({calls, observer, ledger, aftermath, ports.clock, teller, chance}, *revisions.in_force(),
                        settings, [this](bool is_requested_disarm) { return revisions.stands(is_requested_disarm); });
  plan_next(pass);
  if (pass.stopped) return;

  const auto took = ports.clock.monotonic_now() - began;
  const ReconcileOutcome outcome = outcome_of(pass, !revisions.errors().empty() || !ledger.is_durable());
  seen.reconcile = teller.reconcile;
  seen.last_reconcile = ports.clock.wall_now();
  seen.last_duration = std::chrono::duration_cast<milliseconds>(took);
  seen.last_outcome = outcome;
  seen.last_error = pass.error;
  if (outcome == ReconcileOutcome::kAgreement) seen.last_agreement = seen.last_reconcile;
  Event event = reconciled_event(pass, outcome, took);
  // The first tells that the service was reached; after it only news is worth a line.
  if (teller.reconcile == 1) event.level = std::max(event.level, EventLevel::kInfo);
  pass_record.emplace();
  pass_record->kind = RecordKind::kReconcile;
  pass_record->at = *seen.last_reconcile;
  pass_record->reconcile = teller.reconcile;
  pass_record->revision = teller.revision;
  pass_record->detail = event.message;
  pass_record->duration = took;
  pass_did_something = pass.wrote || event.level != EventLevel::kDebug;
  teller.say(std::move(event));
  remember(std::move(pass));
}

void Service::State::remember(Pass pass) {
  if (!pass.plan) return;
  seen.plan = std::make_shared<const Plan>(std::move(*pass.plan));
  pass_troubles = std::move(pass.troubles);
}

void Service::State::plan_next(const Pass& pass) {
  const MonotonicTime now = ports.clock.monotonic_now();
  const double spread = 1 + settings.reconcile.jitter * (2 * chance() - 1);
  next_interval = now + std::chrono::duration_cast<std::chrono::microseconds>(settings.reconcile.interval * spread);
  retry_at = pass.retry_at;
  if (pass.key_refused) {
    key_refused_until = now + kCheckAfterRefusal;
    retry_at.reset();
  }
  if (pass.source_moved) {
    waits_for_source = true;
    const MonotonicTime soon =
        now + std::max<std::chrono::microseconds>(settings.reconcile.debounce, kShortestWaitForSource);
    if (revisions.waiting_for().empty()) retry_at = std::min(retry_at.value_or(soon), soon);
  }
  if (pass.plan) {
    plan_changes_at = pass.plan->changes_at;
    // What should have changed by the plan's own time has; only what lies ahead is worth a turn.
    if (plan_changes_at && *plan_changes_at <= pass.plan->now) plan_changes_at.reset();
  }
}

void Service::State::tell_troubles() {
  Troubles::Found found = pass_troubles;
  found.merge(general_troubles());
  bool refused_something = false;
  for (const Event& event : troubles.now_are(std::move(found), teller, ports.clock.monotonic_now())) {
    if (event.kind != EventKind::kRefused && event.kind != EventKind::kHeld) continue;
    refused_something = true;
    Record record;
    record.kind = RecordKind::kRefusal;
    record.at = ports.clock.wall_now();
    record.reconcile = teller.reconcile;
    record.revision = teller.revision;
    record.handle = event.handle;
    record.campaign = event.campaign;
    record.action = event.kind == EventKind::kHeld ? std::string(record_word::kHeld) : event.action;
    record.reason = event.reason;
    record.detail = event.message;
    record.fields = event.fields;
    ledger.add(std::move(record));
  }
  record_pass(refused_something);
}

// A reconcile that found everything as it was before is no line of the journal.
void Service::State::record_pass(bool refused_something) {
  if (pass_record && (pass_did_something || refused_something)) ledger.add(*std::move(pass_record));
  pass_record.reset();
}

Troubles::Found Service::State::general_troubles() const {
  Troubles::Found found;
  const auto add = [&](const std::string& key, EventLevel level, EventKind kind, std::string message) {
    found.emplace(key, general_trouble(level, kind, std::move(message)));
  };
  if (!revisions.errors().empty()) {
    add("revision", EventLevel::kError, EventKind::kRevisionRefused,
        (revisions.in_force() != nullptr ? "the last good revision stays in force:\n" : "there is no revision yet:\n") +
            to_text(revisions.errors()));
  }
  if (revisions.waits_for_long()) {
    add("waiting", EventLevel::kWarning, EventKind::kWaiting, "still waiting: " + revisions.waiting_for());
  }
  if (!ledger.is_durable()) {
    add("journal", EventLevel::kError, EventKind::kTrouble,
        "the journal cannot be written, so only disarms that the file asks for are: " + ledger.failure());
  }
  if (key_refused_until) {
    add("key", EventLevel::kError, EventKind::kTrouble,
        "the service does not accept the key, nothing more is asked until it changes, a reload, or ten minutes: " +
            seen.last_error);
  }
  if (const auto& pause = ledger.memory().pause) {
    add("paused", EventLevel::kWarning, pause->freeze ? EventKind::kFrozen : EventKind::kPaused,
        (pause->freeze ? "frozen by " : "paused by ") + pause->person + ": " + pause->reason +
            (pause->until ? ", until " + to_rfc3339(*pause->until) : ", until `campaignctl resume`"));
  }
  found.merge(freezes.empty() ? frozen_troubles(*seen.plan, ledger.memory(), settings.file) : unfinished_freezes());
  if (ledger.memory().is_clone) {
    add("clone", EventLevel::kWarning, EventKind::kTrouble,
        "the state directory was copied from another machine: nothing is written. Where this machine is to take over, "
        "stop the other one and tell this one `campaignctl resume`");
  }
  return found;
}

TurnReport Service::State::report(const Revisions::Loaded& loaded) {
  const MonotonicTime now = ports.clock.monotonic_now();
  const WallTime wall = ports.clock.wall_now();
  TurnReport report;
  std::optional<MonotonicTime> unfinished = retry_at;
  unfinished = earlier(unfinished, loaded.look_again);
  if (!freezes.empty()) unfinished = earlier(unfinished, std::optional(freeze_again_at));
  if (!aftermath.looks.empty()) unfinished = earlier(unfinished, std::optional(*aftermath.looks.begin()));
  if (unfinished) unfinished = std::max(*unfinished, now);
  report.next_turn = key_refused_until ? *key_refused_until : next_interval;
  if (!had_a_pass) report.next_turn = now + settings.reconcile.interval;  // no revision yet: a file event comes first
  if (key_refused_until) unfinished = loaded.look_again;
  if (unfinished) report.next_turn = std::min(report.next_turn, *unfinished);
  report.unfinished_until = unfinished;

  std::optional<WallTime> instant = key_refused_until ? std::nullopt : plan_changes_at;
  if (const auto& pause = ledger.memory().pause) instant = earlier(instant, pause->until);
  if (instant) report.next_wall_instant = std::max(*instant, wall);

  if (const DesiredState* desired = revisions.in_force()) seen.revision = desired->revision;
  seen.revision_loaded_at = revisions.loaded_at();
  seen.errors = revisions.errors();
  seen.waiting_for = revisions.waiting_for();
  seen.next_reconcile = wall + std::chrono::duration_cast<milliseconds>(report.next_turn - now);
  seen.next_reconcile = earlier(seen.next_reconcile, report.next_wall_instant);
  report.snapshot = publish();
  return report;
}

std::shared_ptr<const Snapshot> Service::State::publish() {
  seen.pause = ledger.memory().pause;
  seen.key_refused = key_refused_until.has_value();
  seen.is_clone = ledger.memory().is_clone;
  seen.dry_run = settings.reconcile.dry_run;
  seen.journal_failure = ledger.is_durable() ? "" : ledger.failure();
  seen.interval = settings.reconcile.interval;
  seen.settings_file = settings.file;
  return std::make_shared<const Snapshot>(seen);
}

}  // namespace campaignd
