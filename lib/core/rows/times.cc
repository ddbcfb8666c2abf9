#include "core/rows/times.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "core/difference.h"
#include "core/planted_bug.h"
#include "core/policy/preflight.h"

namespace campaignd {
namespace {

constexpr milliseconds kClocksApart = std::chrono::seconds(60);
constexpr milliseconds kShortestNotice = std::chrono::minutes(15);

}  // namespace

milliseconds notice_before_lock(const PolicySettings& policy) {
  return std::max(policy.lock_window, kShortestNotice);
}

Schedule new_time(const PlanEntry& entry, const DesiredCampaign& want) {
  return entry.change_of(Field::kScheduledFor) != nullptr ? want.scheduled_for->value : std::nullopt;
}

milliseconds clock_ahead(const Observation& observed) {
  return observed.clock_ahead.value_or(milliseconds(0));
}

bool do_clocks_agree(const Observation& observed) {
  return std::chrono::abs(clock_ahead(observed)) <= kClocksApart;
}

std::optional<Ruling> clocks_apart(const Observation& observed) {
  if (do_clocks_agree(observed) || is_planted(Bug::kClocksIgnored)) return std::nullopt;
  const milliseconds ahead = clock_ahead(observed);
  return Ruling{
      Action::kBlocked, "clock",
      "the service's clock is " + in_words(ahead) + (ahead.count() > 0 ? " ahead of" : " behind") + " this machine's"};
}

std::optional<Ruling> too_near_or_far(const Schedule& new_time, const PolicySettings& policy, WallTime now) {
  if (!new_time) return std::nullopt;
  if (*new_time <= now + policy.min_lead && !is_planted(Bug::kNearTimeArmed)) {
    return Ruling{
        Action::kBlocked, "past",
        *new_time <= now ? "the time is past" : "the time is nearer than minLead (" + in_words(policy.min_lead) + ")"};
  }
  if (*new_time <= now + policy.max_lead) return std::nullopt;
  return Ruling{Action::kBlocked, "far", "the time is farther away than maxLead (" + in_words(policy.max_lead) + ")",
                *new_time - policy.max_lead};
}

std::optional<Ruling> locked(const Schedule& start, const PolicySettings& policy, WallTime now) {
  if (!start || *start - now > policy.lock_window || is_planted(Bug::kChangeInsideLock)) return std::nullopt;
  return Ruling{Action::kLocked, "lockWindow", "it starts within lockWindow (" + in_words(policy.lock_window) + ")"};
}

WaitingChanges waiting_changes(const PlanEntry& entry, const DesiredCampaign& want, const ObservedCampaign& seen,
                               const PolicySettings& policy, WallTime now) {
  WaitingChanges changes;
  const auto at = [&](WallTime instant) {
    if (instant > now) changes.changes_at = earlier(changes.changes_at, std::optional(instant));
  };
  if (!is_editable(seen.status) || seen.is_sample) return changes;
  const Schedule start = schedule_of(seen);
  if (start && policy.preflight != Preflight::kOff && entry.action != Action::kSuspended)
    at(preflight_due(*start, policy));
  const bool is_pending = entry.action == Action::kBlocked || entry.action == Action::kUpdate;
  if (entry.fields.empty() || !is_pending || entry.is_requested_disarm) return changes;
  if (start) changes.closes_at = *start - policy.lock_window;
  if (const Schedule to = new_time(entry, want))
    changes.closes_at = earlier(changes.closes_at, std::optional(*to - policy.min_lead));
  if (!changes.closes_at) return changes;
  at(*changes.closes_at - notice_before_lock(policy));
  at(*changes.closes_at);
  return changes;
}

}  // namespace campaignd
