// What came back: an answer that shows the change, one that does not, a failure, a reading; and what each leads to.
#include <algorithm>
#include <utility>

#include "core/patch_action.h"
#include "core/planted_bug.h"
#include "core/remember.h"
#include "core/retry.h"
#include "engine/apply.h"

namespace campaignd {
namespace {

// A stop that failed is the one failure after which people still get the message.
std::string still_sent(const PlanEntry& entry) {
  if (!entry.is_requested_disarm || !entry.scheduled_for) return "";
  return "; it is NOT called off and will be sent at " + to_rfc3339(*entry.scheduled_for) +
         "; tried again every half minute until then";
}

}  // namespace

void Deliveries::take(const Finished& finished) {
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
    if (is_planted(Bug::kRepeatAfterSuccess) && delivery.attempts == 1) {
      return retry(delivery, context_.clock.monotonic_now(), "");
    }
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
  if (finished.due) try_stop_again_soon(delivery);
  if (finished.due || failure.kind == FailureKind::kWithheld) return withdraw(delivery, failure.detail);
  const auto move =
      after_failure(failure, CallPurpose::kWrite, delivery.attempts, context_.settings.api.retries, context_.chance());
  if (const auto* again = std::get_if<RetryAt>(&move)) {
    if (again->wait <= kLongestWait) return retry(delivery, now + again->wait, failure.detail);
    due(now + again->wait);
    try_stop_again_soon(delivery);
    return end(delivery, Outcome::kFailed, "not-sent", failure.detail);
  }
  if (std::holds_alternative<ReadBack>(move)) {
    delivery.failure = failure;
    delivery.refused = failure.kind == FailureKind::kRefused;
    return read_back(delivery);
  }
  switch (failure.kind) {
    case FailureKind::kNotFound:
      see_gone(delivery.id, failure.detail);
      return end(delivery, Outcome::kRefused, "missing", failure.detail);
    case FailureKind::kForbidden:
    case FailureKind::kUnauthorized:
      return end(delivery, Outcome::kRefused, "forbidden", failure.detail);
    default:
      try_stop_again_soon(delivery);
      return end(delivery, Outcome::kFailed, "not-sent", failure.detail);
  }
}

void Deliveries::take_reading(Delivery& delivery, const Finished& finished) {
  if (!finished.result) {
    const CallFailure& failure = finished.result.error();
    if (finished.due) due(*finished.due);
    if (failure.kind == FailureKind::kNotFound) {
      see_gone(delivery.id, failure.detail);
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
  const Patch patch = patch_of(delivery);
  const WallTime now = context_.clock.wall_now();
  if (delivery.want != nullptr) {
    context_.ledger.change(after_patch(context_.ledger.memory(), *delivery.want, patch, seen, now));
  } else {
    DesiredCampaign released{.handle = delivery.entry.handle};
    context_.ledger.change(after_patch(context_.ledger.memory(), released, patch, seen, now));
  }
  see(seen);
  context_.aftermath.doubts.erase(delivery.id);
  context_.aftermath.late_disarms.erase(delivery.id);
  context_.aftermath.refusals.erase(delivery.id);
  ++applied_.verified;
  record_outcome(delivery, Outcome::kApplied, "");
  tell(delivery, EventLevel::kInfo, EventKind::kApplied, "verified", delivery.entry.reason);
  next_step(delivery);
}

// Neither the answer nor the campaign shows it. A disarm is worth repeating at once: repeated it does no harm, and late
// it is worth nothing. Anything else may land late, and is looked at after one and three time-outs first.
void Deliveries::not_there(Delivery& delivery, const std::string& why) {
  const MonotonicTime now = context_.clock.monotonic_now();
  const auto timeout = context_.settings.api.timeout;
  const bool worth_more = delivery.attempts <= context_.settings.api.retries;
  if (worth_more) {
    context_.aftermath.looks.insert(now + timeout);
    context_.aftermath.looks.insert(now + 3 * timeout);
  }
  if (patch_of(delivery).is_disarm()) {
    context_.aftermath.disarm_got_no_answer(delivery.id, now, timeout);
    const CallFailure failure = delivery.failure.value_or(CallFailure{});
    const auto wait = wait_before_retry(failure, delivery.attempts, context_.chance());
    if (worth_more && wait <= kLongestWait) return retry(delivery, now + wait, why);
    due(now + std::max<MonotonicTime::duration>(wait, kLongestBackoff));
  } else {
    context_.aftermath.doubts.insert_or_assign(
        delivery.id,
        Doubt{patch_of(delivery), std::min(delivery.attempts, context_.settings.api.retries), now + 3 * timeout});
  }
  end(delivery, Outcome::kUnknown, "unknown", why);
}

void Deliveries::refused(Delivery& delivery, const ObservedCampaign& seen) {
  const std::string detail = delivery.failure ? delivery.failure->detail : "";
  context_.aftermath.refusals.insert_or_assign(
      delivery.id,
      RefusedByService{delivery.entry.patches, delivery.entry.fields, seen.status, seen.updated_at, detail});
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
  if (had_no_effect && delivery.prepared) forget_arming(delivery);
  if (delivery.prepared) record_outcome(delivery, outcome, detail);
  applied_.failed.insert_or_assign(delivery.id, RowEnd{reason, detail});
  tell(delivery, reason == "started" ? EventLevel::kWarning : EventLevel::kError, EventKind::kFailed,
       std::string(action_of(delivery.entry, patch_of(delivery))) + " failed: " + detail + still_sent(delivery.entry),
       reason);
}

// What never happened is not to be remembered as ours.
void Deliveries::forget_arming(const Delivery& delivery) {
  const CampaignMemory* known = context_.ledger.memory().find(delivery.id);
  if (known == nullptr || (!known->arming && !known->preflight_took)) return;
  const auto& before = delivery.memory_before;
  CampaignMemory without = *known;
  without.arming = before ? before->arming : std::nullopt;
  without.preflight_took = before ? before->preflight_took : std::nullopt;
  context_.ledger.change(delivery.id, std::move(without));
}

// A stop that did not get through is not left until the next interval.
void Deliveries::try_stop_again_soon(const Delivery& delivery) {
  if (delivery.entry.is_requested_disarm) due(context_.clock.monotonic_now() + kLongestBackoff);
}

// Stopped in the middle: what became of it is found out by whoever comes next.
void Deliveries::end_open(Delivery& delivery) {
  delivery.stage = Stage::kEnded;
  if (delivery.prepared) context_.ledger.reopen(delivery.intent);
  applied_.failed.insert_or_assign(delivery.id, RowEnd{"unknown", "it could not be read back"});
}

void Deliveries::record_outcome(const Delivery& delivery, Outcome outcome, const std::string& detail) {
  if (is_planted(Bug::kForgottenOutcome) && outcome == Outcome::kRefused) return;
  Record record = outcome_of(delivery.intent, outcome, detail, context_.clock.wall_now());
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
  event.action = action_of(delivery.entry, patch_of(delivery));
  event.reason = std::move(reason);
  event.timezone = delivery.entry.timezone;
  event.fields = travelling(delivery.entry, patch_of(delivery));
  event.attempt = delivery.attempts;
  event.http_status = delivery.http_status;
  if (delivery.duration.count() > 0) event.duration = delivery.duration;
  context_.teller.say(std::move(event));
}

}  // namespace campaignd
