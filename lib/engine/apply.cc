#include "engine/apply.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/remember.h"
#include "core/retry.h"

namespace campaignd {
namespace {

// How many intents go into one transaction, and how many outcomes wait for one.
constexpr std::size_t kGroup = 64;

std::string_view word_for(const PlanEntry& entry, const Patch& patch);
std::vector<FieldChange> fields_of(const PlanEntry& entry, const Patch& patch);

}  // namespace

Deliveries::Deliveries(Delivering context) : context_(std::move(context)) {
  finder_.emplace(context_.desired, context_.observed, context_.ledger.memory());
}

Applied Deliveries::run() {
  collect();
  collect_released();
  context_.calls.guard_writes([this](Ticket ticket) { return before_leaving(ticket); });
  for (;;) {
    start_ready();
    auto finished = context_.calls.next();
    if (!finished) break;
    take(std::move(*finished));
    if (context_.ledger.records_waiting() >= kGroup) context_.ledger.save();
  }
  context_.calls.guard_writes(nullptr);
  refuse_circles();
  context_.ledger.save();
  return std::move(applied_);
}

void Deliveries::collect() {
  for (std::size_t i = 0; i < context_.plan.entries.size(); ++i) {
    const PlanEntry& entry = context_.plan.entries[i];
    if (entry.action != Action::kUpdate || entry.patches.empty() || !entry.id || !may_start(entry)) continue;
    Delivery delivery{.want = &context_.desired.campaigns[i], .entry = entry, .id = *entry.id};
    delivery.steps_left = entry.patches.size();
    const auto doubt = context_.aftermath.doubts.find(*entry.id);
    if (doubt != context_.aftermath.doubts.end() && doubt->second.patch == entry.patches.front()) {
      delivery.attempts = doubt->second.attempts;
    }
    deliveries_.push_back(std::move(delivery));
  }
}

void Deliveries::collect_released() {
  if (context_.only_requested_disarms || !context_.ledger.is_durable()) return;
  for (const Unmanaged& released : context_.plan.unmanaged) {
    if (!released.disarm || !released.released_from || !released.scheduled_for) continue;
    PlanEntry entry{.handle = *released.released_from};
    entry.id = released.id;
    entry.name = released.name;
    entry.status = released.status;
    entry.action = Action::kUpdate;
    entry.reason = "onRemove";
    entry.scheduled_for = released.scheduled_for;
    entry.urgency = released.scheduled_for;
    entry.fields = {{Field::kScheduledFor, *released.scheduled_for, std::monostate{}, Mark{}}};
    entry.patches.push_back(Patch{.schedule = Schedule{}});
    Delivery delivery{.want = nullptr, .entry = std::move(entry), .id = released.id};
    delivery.steps_left = 1;
    deliveries_.push_back(std::move(delivery));
  }
}

// Whether this attempt brings the row to the service at all.
bool Deliveries::may_start(const PlanEntry& entry) {
  if (!entry.is_requested_disarm && (context_.only_requested_disarms || !context_.ledger.is_durable())) return false;
  const auto refusal = context_.aftermath.refusals.find(*entry.id);
  if (refusal != context_.aftermath.refusals.end()) {
    const ObservedCampaign* seen = context_.observed.find(*entry.id);
    if (refusal->second.patches == entry.patches && seen != nullptr && *seen == refusal->second.seen) {
      applied_.failed.insert_or_assign(*entry.id, RowEnd{"refused", refusal->second.detail});
      return false;
    }
    context_.aftermath.refusals.erase(refusal);
  }
  const auto doubt = context_.aftermath.doubts.find(*entry.id);
  if (doubt != context_.aftermath.doubts.end() && doubt->second.patch == entry.patches.front() &&
      !entry.is_requested_disarm && context_.clock.monotonic_now() < doubt->second.again_at) {
    due(doubt->second.again_at);
    applied_.failed.insert_or_assign(*entry.id,
                                     RowEnd{"unknown", "it is not known whether the last PATCH took effect"});
    return false;
  }
  return true;
}

// What is not in the way of others leaves; who moves into a place waits for the one that frees it.
void Deliveries::start_ready() {
  const auto ended_as = [&](CampaignId id) -> std::optional<Stage> {
    for (const Delivery& other : deliveries_) {
      if (other.id == id) return other.stage;
    }
    return std::nullopt;
  };
  for (Delivery& delivery : deliveries_) {
    if (delivery.stage != Stage::kBlockedByOthers) continue;
    bool waits = false;
    for (const CampaignId other : delivery.entry.after) {
      const auto stage = ended_as(other);
      if (stage == Stage::kVerified) continue;
      waits = true;
      if (!stage || *stage == Stage::kEnded) {
        delivery.stage = Stage::kEnded;
        applied_.failed.insert_or_assign(
            delivery.id, RowEnd{"after", "it moves into the place of a campaign whose own change did not pass"});
        break;
      }
    }
    if (!waits) delivery.stage = Stage::kReady;
  }
  for (Delivery& delivery : deliveries_) {
    if (delivery.stage == Stage::kReady) write(delivery);
  }
}

void Deliveries::refuse_circles() {
  for (Delivery& delivery : deliveries_) {
    if (delivery.stage != Stage::kBlockedByOthers) continue;
    delivery.stage = Stage::kEnded;
    applied_.failed.insert_or_assign(delivery.id,
                                     RowEnd{"after", "campaigns wait for each other's places in a circle"});
  }
}

void Deliveries::write(Delivery& delivery) {
  const Patch& patch = patch_of(delivery);
  CallOrder order{.call = PatchCampaign{delivery.id, patch}, .urgency = delivery.entry.urgency, .starts_at = {}};
  order.priority = patch.is_disarm() ? Priority::kDisarm : Priority::kChange;
  order.not_before = delivery.not_before;
  if (patch.is_disarm()) order.starts_at = delivery.entry.scheduled_for;
  delivery.stage = Stage::kWriting;
  delivery.ticket = context_.calls.start(std::move(order));
}

void Deliveries::read_back(Delivery& delivery) {
  CallOrder order{.call = GetCampaign{delivery.id}, .urgency = delivery.entry.urgency, .starts_at = {}};
  if (patch_of(delivery).is_disarm()) {
    order.priority = Priority::kDisarm;
    order.starts_at = delivery.entry.scheduled_for;
  }
  delivery.stage = Stage::kReading;
  delivery.ticket = context_.calls.start(std::move(order));
}

bool Deliveries::before_leaving(Ticket ticket) {
  Delivery* delivery = find(ticket);
  if (delivery == nullptr || !is_still_right(*delivery)) return false;
  if (!delivery->prepared) {
    prepare_with(*delivery);
    // Storing takes time, on a slow disk seconds: the lock may have fallen meanwhile.
    if (!is_still_right(*delivery)) return false;
  }
  applied_.touched.insert(delivery->id);
  return true;
}

// The intents of all that are about to leave, and the outcomes of those before, in one transaction.
void Deliveries::prepare_with(Delivery& first) {
  prepare(first);
  std::size_t count = 1;
  for (Delivery& other : deliveries_) {
    if (count >= kGroup) break;
    if (other.stage != Stage::kWriting || other.prepared || !is_still_right(other)) continue;
    prepare(other);
    ++count;
  }
  context_.ledger.save();
}

void Deliveries::prepare(Delivery& delivery) {
  const WallTime now = context_.clock.wall_now();
  const Patch& patch = patch_of(delivery);
  const CampaignMemory* known = context_.ledger.memory().find(delivery.id);
  delivery.memory_before = known != nullptr ? std::optional(*known) : std::nullopt;
  context_.ledger.change(before_patch(context_.ledger.memory(), delivery.entry, patch, now));

  Record& intent = delivery.intent;
  intent = {};
  intent.kind = RecordKind::kIntent;
  intent.at = now;
  intent.reconcile = context_.teller.reconcile;
  intent.revision = context_.plan.revision.hash;
  intent.handle = delivery.entry.handle;
  intent.campaign = delivery.id;
  intent.action = word_for(delivery.entry, patch);
  intent.reason = delivery.entry.reason;
  intent.fields = fields_of(delivery.entry, patch);
  intent.patch = patch;
  intent.intent = context_.ledger.next_intent();
  context_.ledger.add(intent);
  delivery.prepared = true;
}

// The last look: made again at this instant for this campaign, the plan would still send this.
bool Deliveries::is_still_right(Delivery& delivery) {
  const bool requested = delivery.entry.is_requested_disarm;
  if (!requested && !context_.ledger.is_durable()) return false;
  if (!context_.source_stands(requested)) {
    applied_.source_moved = true;
    return false;
  }
  const WallTime now = context_.clock.wall_now();
  if (delivery.want == nullptr) return !delivery.entry.scheduled_for || now < *delivery.entry.scheduled_for;
  PlanEntry again = decide(inputs(), *finder_, *delivery.want, now);
  if (again.action != Action::kUpdate || again.patches != delivery.entry.patches) return false;
  delivery.entry.scheduled_for = again.scheduled_for;
  return true;
}

void Deliveries::take(Finished finished) {
  Delivery* delivery = find(finished.ticket);
  if (delivery == nullptr) return;
  delivery->ticket = Ticket{};
  if (delivery->stage == Stage::kWriting) {
    take_write(*delivery, finished);
  } else if (delivery->stage == Stage::kReading) {
    take_reading(*delivery, finished);
  }
}

void Deliveries::take_write(Delivery& delivery, const Finished& finished) {
  delivery.attempts += finished.attempts;
  delivery.duration = finished.duration;
  delivery.http_status = finished.http_status;
  if (!finished.result) return take_failed_write(delivery, finished);
  const auto* seen = std::get_if<ObservedCampaign>(&*finished.result);
  if (seen != nullptr && verify(delivery.id, patch_of(delivery), *seen, context_.catalog).echo == Echo::kShown) {
    return verified(delivery, *seen);
  }
  delivery.failure =
      CallFailure{FailureKind::kEffectUnknown, finished.http_status, "the answer does not show the change", {}};
  delivery.refused = false;
  read_back(delivery);
}

void Deliveries::take_failed_write(Delivery& delivery, const Finished& finished) {
  const CallFailure& failure = finished.result.error();
  const MonotonicTime now = context_.clock.monotonic_now();
  if (finished.due) due(*finished.due);
  if (finished.due || failure.kind == FailureKind::kWithheld) return withdraw(delivery, failure.detail);
  const auto move =
      after_failure(failure, CallPurpose::kWrite, delivery.attempts, context_.settings.api.retries, context_.chance());
  if (const auto* again = std::get_if<RetryAt>(&move)) {
    if (again->wait <= kLongestWait) return retry(delivery, now + again->wait, failure.detail);
    due(now + again->wait);
    return end(delivery, Outcome::kFailed, "not-sent", failure.detail);
  }
  if (std::holds_alternative<ReadBack>(move)) {
    delivery.failure = failure;
    delivery.refused = failure.kind == FailureKind::kRefused;
    return read_back(delivery);
  }
  switch (failure.kind) {
    case FailureKind::kNotFound:
      context_.observed.campaigns.erase(delivery.id);
      context_.observed.absent.insert_or_assign(delivery.id, failure.detail);
      return end(delivery, Outcome::kRefused, "missing", failure.detail);
    case FailureKind::kForbidden:
    case FailureKind::kUnauthorized:
      return end(delivery, Outcome::kRefused, "forbidden", failure.detail);
    default:
      return end(delivery, Outcome::kFailed, "not-sent", failure.detail);
  }
}

void Deliveries::take_reading(Delivery& delivery, const Finished& finished) {
  if (!finished.result) {
    const CallFailure& failure = finished.result.error();
    if (finished.due) due(*finished.due);
    if (failure.kind == FailureKind::kNotFound) {
      context_.observed.campaigns.erase(delivery.id);
      context_.observed.absent.insert_or_assign(delivery.id, failure.detail);
      return end(delivery, Outcome::kRefused, "missing", failure.detail);
    }
    if (failure.kind == FailureKind::kWithheld || context_.calls.refused_by_service()) return end_open(delivery);
    return not_there(delivery, "it could not be read back: " + failure.detail);
  }
  const auto* seen = std::get_if<ObservedCampaign>(&*finished.result);
  if (seen == nullptr || seen->id != delivery.id) {
    return not_there(delivery, "it was read back, and the answer is something else");
  }
  if (verify(delivery.id, patch_of(delivery), *seen, context_.catalog).echo == Echo::kShown) {
    return verified(delivery, *seen);
  }
  see(*seen);
  if (has_started(seen->status)) {
    return end(delivery, Outcome::kRefused, "started", "it started before the change arrived");
  }
  if (delivery.refused) return refused(delivery, *seen);
  not_there(delivery, delivery.failure ? delivery.failure->detail : "");
}

void Deliveries::verified(Delivery& delivery, ObservedCampaign seen) {
  // An answer to a PATCH may leave out what only lists count.
  if (const ObservedCampaign* before = context_.observed.find(delivery.id)) {
    if (!seen.recipients) seen.recipients = before->recipients;
    if (!seen.estimated_cost) seen.estimated_cost = before->estimated_cost;
    if (!seen.reserved) seen.reserved = before->reserved;
  }
  see(seen);
  const Patch patch = patch_of(delivery);
  const WallTime now = context_.clock.wall_now();
  if (delivery.want != nullptr) {
    context_.ledger.change(after_patch(context_.ledger.memory(), *delivery.want, patch, seen, now));
  } else {
    DesiredCampaign released{.handle = delivery.entry.handle};
    context_.ledger.change(after_patch(context_.ledger.memory(), released, patch, seen, now));
  }
  context_.aftermath.doubts.erase(delivery.id);
  context_.aftermath.refusals.erase(delivery.id);
  ++applied_.verified;
  record_outcome(delivery, Outcome::kApplied, "");
  tell(delivery, EventLevel::kInfo, EventKind::kApplied, "verified", delivery.entry.reason);
  next_step(delivery);
}

// What else differs follows once it is a draft, by the same rules as any change.
void Deliveries::next_step(Delivery& delivery) {
  delivery.stage = Stage::kVerified;
  if (--delivery.steps_left == 0 || delivery.want == nullptr) return;
  PlanEntry rest = decide(inputs(), *finder_, *delivery.want, context_.clock.wall_now());
  if (rest.action != Action::kUpdate || rest.patches.empty()) return;
  if (context_.only_requested_disarms && !rest.is_requested_disarm) return;
  delivery.entry = std::move(rest);
  delivery.attempts = 0;
  delivery.prepared = false;
  delivery.not_before = {};
  delivery.failure.reset();
  delivery.stage = Stage::kReady;
}

// Neither the answer nor the campaign shows it. A disarm is worth repeating at once: repeated it does no harm, and late
// it is worth nothing. Anything else may land late, and is looked at after one and three time-outs first.
void Deliveries::not_there(Delivery& delivery, const std::string& why) {
  const MonotonicTime now = context_.clock.monotonic_now();
  const auto timeout = context_.settings.api.timeout;
  const bool worth_more = delivery.attempts <= context_.settings.api.retries;
  if (worth_more) {
    context_.aftermath.looks.push_back(now + timeout);
    context_.aftermath.looks.push_back(now + 3 * timeout);
  }
  if (patch_of(delivery).is_disarm() && worth_more) {
    const CallFailure failure = delivery.failure.value_or(CallFailure{});
    const auto wait = wait_before_retry(failure, delivery.attempts, context_.chance());
    if (wait <= kLongestWait) return retry(delivery, now + wait, why);
    due(now + wait);
  }
  context_.aftermath.doubts.insert_or_assign(
      delivery.id, Doubt{patch_of(delivery), worth_more ? delivery.attempts : 0, now + 3 * timeout});
  end(delivery, Outcome::kUnknown, "unknown", why);
}

void Deliveries::refused(Delivery& delivery, const ObservedCampaign& seen) {
  const std::string detail = delivery.failure ? delivery.failure->detail : "";
  context_.aftermath.refusals.insert_or_assign(
      delivery.id,
      RefusedByService{delivery.entry.patches, *context_.observed.find(seen.id), detail, delivery.http_status});
  end(delivery, Outcome::kRefused, "refused", detail);
}

void Deliveries::retry(Delivery& delivery, MonotonicTime at, const std::string& why) {
  tell(delivery, EventLevel::kInfo, EventKind::kRetry, "it is tried again: " + why, "");
  delivery.not_before = at;
  write(delivery);
}

void Deliveries::end(Delivery& delivery, Outcome outcome, const std::string& reason, const std::string& detail) {
  delivery.stage = Stage::kEnded;
  const bool had_no_effect = outcome == Outcome::kRefused || outcome == Outcome::kFailed;
  // What never happened is not to be remembered as ours.
  if (had_no_effect && delivery.prepared) {
    const CampaignMemory* known = context_.ledger.memory().find(delivery.id);
    if (known != nullptr && known->arming) {
      CampaignMemory without = *known;
      without.arming = delivery.memory_before ? delivery.memory_before->arming : std::nullopt;
      MemoryChanges changes;
      changes.campaigns.push_back({delivery.id, std::move(without)});
      context_.ledger.change(std::move(changes));
    }
  }
  if (delivery.prepared) record_outcome(delivery, outcome, detail);
  applied_.failed.insert_or_assign(delivery.id, RowEnd{reason, detail});
  tell(delivery, reason == "started" ? EventLevel::kWarning : EventLevel::kError, EventKind::kFailed,
       std::string(word_for(delivery.entry, patch_of(delivery))) + " failed: " + detail, reason);
}

// Stopped in the middle: what became of it is found out by whoever comes next.
void Deliveries::end_open(Delivery& delivery) {
  delivery.stage = Stage::kEnded;
  if (delivery.prepared) context_.ledger.reopen(delivery.intent);
  applied_.failed.insert_or_assign(delivery.id, RowEnd{"unknown", "it could not be read back"});
}

// It did not leave, or left without an effect, and is not to leave now; the plan that is made afterwards says why.
void Deliveries::withdraw(Delivery& delivery, const std::string& why) {
  if (delivery.prepared) {
    MemoryChanges changes;
    changes.campaigns.push_back({delivery.id, delivery.memory_before});
    context_.ledger.change(std::move(changes));
    record_outcome(delivery, delivery.attempts == 0 ? Outcome::kWithdrawn : Outcome::kFailed, why);
  }
  delivery.stage = Stage::kEnded;
}

void Deliveries::see(const ObservedCampaign& seen) {
  const auto known = context_.observed.campaigns.find(seen.id);
  const bool same_index = known != context_.observed.campaigns.end() && known->second.name == seen.name &&
                          is_editable(known->second.status) == is_editable(seen.status);
  context_.observed.campaigns.insert_or_assign(seen.id, seen);
  if (!same_index) finder_.emplace(context_.desired, context_.observed, context_.ledger.memory());
}

void Deliveries::due(MonotonicTime at) {
  applied_.retry_at = applied_.retry_at ? std::min(*applied_.retry_at, at) : at;
}

void Deliveries::record_outcome(const Delivery& delivery, Outcome outcome, const std::string& detail) {
  Record record = delivery.intent;
  record.kind = RecordKind::kOutcome;
  record.at = context_.clock.wall_now();
  record.patch.reset();
  record.detail = detail;
  record.outcome = outcome;
  record.attempts = delivery.attempts;
  record.http_status = delivery.http_status;
  record.duration = delivery.duration;
  context_.ledger.add(std::move(record));
}

void Deliveries::tell(const Delivery& delivery, EventLevel level, EventKind kind, std::string message,
                      std::string reason) const {
  Event event;
  event.level = level;
  event.kind = kind;
  event.message = std::move(message);
  event.handle = delivery.entry.handle;
  event.campaign = delivery.id;
  event.action = word_for(delivery.entry, patch_of(delivery));
  event.reason = std::move(reason);
  event.timezone = delivery.entry.timezone;
  event.fields = fields_of(delivery.entry, patch_of(delivery));
  event.attempt = delivery.attempts;
  event.http_status = delivery.http_status;
  if (delivery.duration.count() > 0) event.duration = delivery.duration;
  context_.teller.say(std::move(event));
}

PlanInputs Deliveries::inputs() const {
  return {context_.desired, context_.observed, context_.catalog, context_.ledger.memory(), context_.settings.policy};
}

Deliveries::Delivery* Deliveries::find(Ticket ticket) {
  const auto it = std::find_if(deliveries_.begin(), deliveries_.end(),
                               [&](const Delivery& delivery) { return delivery.ticket == ticket; });
  return it == deliveries_.end() ? nullptr : &*it;
}

namespace {

std::string_view word_for(const PlanEntry& entry, const Patch& patch) {
  if (patch.is_disarm()) return "disarm";
  if (patch.schedule && !entry.scheduled_for) return "arm";
  return "update";
}

std::vector<FieldChange> fields_of(const PlanEntry& entry, const Patch& patch) {
  const auto travels = [&](Field field) {
    switch (field) {
      case Field::kName:
        return patch.name.has_value();
      case Field::kTemplate:
        return patch.template_id.has_value();
      case Field::kPhoneNumber:
        return patch.phone_number_id.has_value();
      case Field::kScheduledFor:
        return patch.schedule.has_value();
      case Field::kCategory:
        return patch.category.has_value();
    }
    return false;
  };
  std::vector<FieldChange> fields;
  std::copy_if(entry.fields.begin(), entry.fields.end(), std::back_inserter(fields),
               [&](const FieldChange& change) { return travels(change.field); });
  return fields;
}

}  // namespace
}  // namespace campaignd
