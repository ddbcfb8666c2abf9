#include "engine/reconcile.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/make_plan.h"
#include "core/notice.h"
#include "core/planted_bug.h"
#include "core/record_words.h"
#include "core/remember.h"
#include "core/retry.h"
#include "core/verify.h"
#include "engine/plan_troubles.h"

namespace campaignd {
namespace {

std::set<CampaignId> with_open_intents(const Ledger& ledger);
bool resolve_intents(const Engine& engine, const DesiredState& desired, milliseconds timeout, Observation& seen);
std::set<CampaignId> may_come_off(const Engine& engine);
void take_notice(const Engine& engine, const DesiredState& desired, const Observation& seen);
bool only_requested_disarms(const Plan& plan, const Memory& memory);
bool may_hold_stops(const DesiredState& desired, const Observation& seen, const Memory& memory);
bool has_requested_disarm(const Plan& plan);
bool a_stop_was_not_seen(const Plan& plan, const DesiredState& desired, const Memory& memory);
std::set<CampaignId> tried_in(const Applied& applied);
void merge(Applied& before, Applied later);
void show_failures(Plan& plan, const Applied& applied);
bool has_effects(const Plan& plan);

}  // namespace

Pass reconcile(const Engine& engine, const DesiredState& desired, const Settings& settings,
               const std::function<bool(bool)>& source_stands) {
  Pass pass;
  Ledger& ledger = engine.ledger;
  const auto ends_here = [&] {
    pass.stopped = engine.calls.stop_requested();
    pass.key_refused = engine.calls.refused_by_service().has_value();
    if (pass.key_refused) pass.error = *engine.calls.refused_by_service();
    return pass.stopped || pass.key_refused;
  };

  const Observer::Question question{desired, ledger.memory(), settings.policy, with_open_intents(ledger)};
  Observation seen = engine.observer.observe(question);
  if (ends_here()) return pass;
  take_notice(engine, desired, seen);
  // What a clone's former machine left open is not the clone's to tell.
  bool is_news = !ledger.memory().is_clone && resolve_intents(engine, desired, settings.api.timeout, seen);

  const auto plan_now = [&] {
    const PlanInputs inputs{desired, seen, engine.observer.catalog(), ledger.memory(), settings.policy};
    return make_plan(inputs, engine.clock.wall_now());
  };
  const auto deliver = [&](const Plan& plan, bool only_stops, const Applied& before) {
    ledger.change(after_plan(ledger.memory(), desired, seen, plan, may_come_off(engine)));
    if (!ledger.is_durable()) ledger.save();  // it may have become possible again
    return Deliveries({.desired = desired,
                       .observed = seen,
                       .catalog = engine.observer.catalog(),
                       .plan = plan,
                       .settings = settings,
                       .ledger = ledger,
                       .calls = engine.calls,
                       .aftermath = engine.aftermath,
                       .clock = engine.clock,
                       .teller = engine.teller,
                       .chance = engine.chance,
                       .source_stands = source_stands,
                       .only_requested_disarms = only_stops || only_requested_disarms(plan, ledger.memory()),
                       .leave_out = tried_in(before)})
        .run();
  };
  const bool writes = !settings.reconcile.dry_run && (!ledger.memory().is_clone || is_planted(Bug::kCopyWrites));

  // Stops first: they wait for nothing that they do not need.
  Applied applied;
  if (writes && may_hold_stops(desired, seen, ledger.memory())) {
    const Plan stops = plan_now();
    if (has_requested_disarm(stops)) {
      applied = deliver(stops, /*only_stops=*/true, {});
      is_news = true;
    }
    if (ends_here()) return pass;
  }
  is_news |= engine.observer.complete(question, seen);
  if (is_news) take_notice(engine, desired, seen);
  Plan plan = plan_now();
  if ((arms_or_changes(plan) || plan.looks_last) && engine.observer.refresh_before_write(settings.policy, seen))
    plan = plan_now();
  if (ends_here()) return pass;
  if (writes) merge(applied, deliver(plan, /*only_stops=*/false, applied));
  const bool something_happened = !applied.touched.empty() || !applied.failed.empty();
  if (something_happened) {
    take_notice(engine, desired, seen);
    plan = plan_now();
  }
  if (something_happened || !writes)
    ledger.change(after_plan(ledger.memory(), desired, seen, plan, may_come_off(engine)));
  ends_here();
  pass.source_moved = applied.source_moved;
  pass.verified = applied.verified;
  pass.wrote = !applied.touched.empty();
  pass.failed = !applied.failed.empty() || seen.drafts_failure || seen.scheduled_failure || seen.catalog_failure;
  pass.retry_at = applied.retry_at;
  pass.retry_at = earlier(pass.retry_at, engine.calls.held_until());
  pass.retry_at = earlier(pass.retry_at, engine.calls.reads_due());
  if (a_stop_was_not_seen(plan, desired, ledger.memory())) {
    pass.retry_at =
        earlier(pass.retry_at, std::optional<MonotonicTime>(engine.clock.monotonic_now() + kLongestBackoff));
  }
  const bool is_as_read = !writes || (applied.touched.empty() && applied.failed.empty() && !has_effects(plan));
  show_failures(plan, applied);
  pass.troubles = troubles_of(plan, seen, applied, settings);
  if (seen.scheduled_failure) pass.error = *seen.scheduled_failure;
  if (seen.drafts_failure) pass.error = *seen.drafts_failure;
  if (is_as_read) engine.observer.keep(std::move(seen));
  pass.plan = std::move(plan);
  return pass;
}

bool arms_or_changes(const Plan& plan) {
  return std::any_of(plan.entries.begin(), plan.entries.end(), [](const PlanEntry& entry) {
    return entry.action == Action::kUpdate && std::any_of(entry.patches.begin(), entry.patches.end(),
                                                          [](const Patch& patch) { return !patch.is_disarm(); });
  });
}

namespace {

std::set<CampaignId> with_open_intents(const Ledger& ledger) {
  std::set<CampaignId> campaigns;
  for (const Record& intent : ledger.unresolved()) {
    if (intent.campaign) campaigns.insert(*intent.campaign);
  }
  return campaigns;
}

// A campaign that is off the clock may be so by a person long after our disarm was lost. A freeze's own mark tells
// whether it was seen on the clock since; else, what a person did was noticed in an earlier look.
bool may_be_ours(const Record& intent, const Memory& memory, WallTime looked_at) {
  if (!intent.patch->is_disarm()) return true;
  if (intent.reason == record_word::kFreeze) return false;
  const CampaignMemory* known = memory.find(*intent.campaign);
  return known == nullptr || !known->elsewhere || known->elsewhere->noticed >= looked_at;
}

// Intents that were open when the process died, or when a stop came: what the campaign shows says what became of them.
// Whether there were any.
bool resolve_intents(const Engine& engine, const DesiredState& desired, milliseconds timeout, Observation& seen) {
  const std::vector<Record> open = engine.ledger.unresolved();
  for (const Record& intent : open) {
    if (!intent.campaign || !intent.patch) {
      engine.ledger.resolved(intent.intent);
      continue;
    }
    const ObservedCampaign* campaign = seen.find(*intent.campaign);
    if (campaign == nullptr && !seen.absent.contains(*intent.campaign)) continue;  // not known yet
    const bool shown =
        campaign != nullptr &&
        verify(*intent.campaign, *intent.patch, *campaign, engine.observer.catalog()).echo == Echo::kShown;
    const DesiredCampaign* want = intent.handle ? desired.find(*intent.handle) : nullptr;
    if (shown && want != nullptr && may_be_ours(intent, engine.ledger.memory(), seen.at)) {
      engine.ledger.change(
          after_patch(engine.ledger.memory(), *want, *intent.patch, *campaign, engine.clock.wall_now()));
    }
    if (!shown && campaign != nullptr && intent.patch->is_disarm()) {
      engine.aftermath.disarm_got_no_answer(*intent.campaign, engine.clock.monotonic_now(), timeout);
    }
    Record outcome =
        outcome_of(intent, shown ? Outcome::kApplied : Outcome::kUnknown,
                   shown ? "found applied afterwards" : "no answer came, and it is not there", engine.clock.wall_now());
    outcome.reconcile = engine.teller.reconcile;
    engine.ledger.add(std::move(outcome));
    engine.ledger.resolved(intent.intent);

    Event event;
    event.kind = shown ? EventKind::kApplied : EventKind::kNotice;
    event.message = shown ? "what was under way when the service stopped had taken effect"
                          : "what was under way when the service stopped had no effect";
    event.handle = intent.handle;
    event.campaign = intent.campaign;
    event.action = intent.action;
    event.fields = intent.fields;
    engine.teller.say(std::move(event));
  }
  return !open.empty();
}

std::set<CampaignId> may_come_off(const Engine& engine) {
  const MonotonicTime now = engine.clock.monotonic_now();
  std::set<CampaignId> campaigns;
  for (const auto& [id, until] : engine.aftermath.late_disarms) {
    if (now < until) campaigns.insert(id);
  }
  return campaigns;
}

// What somebody else did at the service.
void take_notice(const Engine& engine, const DesiredState& desired, const Observation& seen) {
  // A `campaignctl freeze` that began after this turn has stored what it takes off, before it took it off: its work is
  // not somebody else's.
  engine.ledger.take_in();
  Noticed noticed = notice(engine.ledger.memory(), desired, seen, engine.observer.catalog());
  engine.ledger.change(std::move(noticed.changes));
  for (const Notice& one : noticed.notices) {
    Record record;
    record.kind = RecordKind::kNotice;
    record.at = seen.at;
    record.reconcile = engine.teller.reconcile;
    record.revision = desired.revision.hash;
    record.handle = one.handle;
    record.campaign = one.campaign;
    record.reason = one.what;
    record.detail = one.detail;
    record.fields = one.fields;
    engine.ledger.add(std::move(record));

    Event event;
    event.level = EventLevel::kWarning;
    event.kind = EventKind::kNotice;
    event.message = one.detail;
    event.handle = one.handle;
    event.campaign = one.campaign;
    event.reason = one.what;
    engine.teller.say(std::move(event));
  }
}

bool only_requested_disarms(const Plan& plan, const Memory& memory) {
  return plan.held.has_value() || (memory.pause.has_value() && !is_planted(Bug::kPauseIgnored));
}

// Whether a plan may hold requested disarms, without making one: a quiet reconcile plans once.
bool may_hold_stops(const DesiredState& desired, const Observation& seen, const Memory& memory) {
  return std::any_of(desired.campaigns.begin(), desired.campaigns.end(), [&](const DesiredCampaign& entry) {
    if (!entry.asks_for_a_stop()) return false;
    const auto id = campaign_of(entry, memory);
    const ObservedCampaign* campaign = id ? seen.find(*id) : nullptr;
    return campaign == nullptr || campaign->status == CampaignStatus::kScheduled;
  });
}

bool has_requested_disarm(const Plan& plan) {
  return std::any_of(plan.entries.begin(), plan.entries.end(), [](const PlanEntry& entry) {
    return entry.action == Action::kUpdate && entry.is_requested_disarm;
  });
}

// A campaign that the file wants off the clock could not be looked at, and for all that is known it is on it.
bool a_stop_was_not_seen(const Plan& plan, const DesiredState& desired, const Memory& memory) {
  for (std::size_t i = 0; i < plan.entries.size(); ++i) {
    if (plan.entries[i].action == Action::kBlocked && may_have_to_stop(desired.campaigns[i], memory)) return true;
  }
  return false;
}

std::set<CampaignId> tried_in(const Applied& applied) {
  std::set<CampaignId> campaigns;
  for (const auto& [id, end] : applied.failed) campaigns.insert(id);
  return campaigns;
}

void merge(Applied& before, Applied later) {
  before.verified += later.verified;
  before.failed.merge(later.failed);
  before.source_moved |= later.source_moved;
  before.retry_at = earlier(before.retry_at, later.retry_at);
  before.touched.merge(later.touched);
}

// The plan that is shown afterwards says of each row that did not get there why.
void show_failures(Plan& plan, const Applied& applied) {
  for (PlanEntry& entry : plan.entries) {
    if (entry.action != Action::kUpdate || !entry.id) continue;
    const auto failure = applied.failed.find(*entry.id);
    if (failure == applied.failed.end()) continue;
    const bool waits_for_a_place = failure->second.reason == "after";
    if (failure->second.reason == "refused" || waits_for_a_place) {
      entry.action = Action::kBlocked;
      entry.patches.clear();
    }
    entry.reason = waits_for_a_place ? "spacing" : failure->second.reason;
    entry.detail = failure->second.detail;
  }
}

bool has_effects(const Plan& plan) {
  return std::ranges::any_of(plan.entries, [](const PlanEntry& entry) { return entry.action == Action::kUpdate; }) ||
         std::ranges::any_of(plan.unmanaged, [](const Unmanaged& campaign) { return campaign.disarm; });
}

}  // namespace
}  // namespace campaignd
