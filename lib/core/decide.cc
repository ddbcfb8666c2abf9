#include "core/decide.h"

#include <algorithm>
#include <string_view>

#include "core/agreement.h"
#include "core/contention.h"
#include "core/difference.h"
#include "core/policy/ask_alone.h"
#include "core/resolve.h"

namespace campaignd {
namespace {

constexpr std::chrono::milliseconds kClocksApart = std::chrono::seconds(60);

// The work on one entry: filled from the top of the table down, left at the first row that fits.
class Deciding {
 public:
  Deciding(const PlanInputs& inputs, const DesiredCampaign& want, WallTime now)
      : inputs_(inputs), want_(want), now_(now) {
    entry_.at = want.at;
    entry_.name = want.name ? want.name->value : "";
    entry_.timezone = want.timezone;
  }

  Decision of(const Found& found) &&;

 private:
  void judge(const ObservedCampaign& seen);
  void judge_started(const ObservedCampaign& seen);
  bool disarms(const ObservedCampaign& seen);
  void judge_change(const ObservedCampaign& seen);
  bool taken_elsewhere(const ObservedCampaign& seen);
  bool drift_is_left(const ObservedCampaign& seen);
  bool time_forbids();
  bool policy_forbids(const ObservedCampaign& seen);
  void resolve_names(const ObservedCampaign& seen);
  void end_without_catalog();
  void end(Action action, std::string_view reason = "", std::string detail = "",
           std::optional<WallTime> clears_at = std::nullopt);

  [[nodiscard]] bool manages_names() const { return want_.message_template || want_.phone_number; }
  [[nodiscard]] const FieldChange* changed(Field field) const {
    const auto it = std::ranges::find(entry_.fields, field, &FieldChange::field);
    return it == entry_.fields.end() ? nullptr : &*it;
  }

  const PlanInputs& inputs_;
  const DesiredCampaign& want_;
  WallTime now_;
  PlanEntry entry_{want_.handle};
  Target target_;
  std::optional<Unresolved> unresolved_;
  const ObservedCampaign* seen_ = nullptr;
  std::optional<StartWish> wish_;
};

Decision Deciding::of(const Found& found) && {
  if (const auto* unseen = std::get_if<NotObserved>(&found)) {
    end(Action::kBlocked, "observe", unseen->why);
  } else if (const auto* none = std::get_if<NoSuchCampaign>(&found)) {
    end(Action::kMissing, "not-found", none->why);
  } else if (const auto* several = std::get_if<NotOne>(&found)) {
    const bool disarm = several->certain != nullptr && !want_.suspend && disarms(*several->certain);
    if (!disarm) end(Action::kInvalid, several->reason, several->detail);
  } else {
    judge(*std::get<const ObservedCampaign*>(found));
  }
  return {std::move(entry_), seen_, wish_};
}

void Deciding::judge(const ObservedCampaign& seen) {
  seen_ = &seen;
  entry_.id = seen.id;
  entry_.name = seen.name;
  entry_.status = seen.status_text.empty() ? std::string(to_text(seen.status)) : seen.status_text;
  entry_.scheduled_for = schedule_of(seen);
  entry_.recipients = seen.recipients;
  resolve_names(seen);
  entry_.fields = difference(want_, seen, target_, inputs_.catalog);
  entry_.cause = cause_of(entry_.fields, want_, inputs_.memory.find(seen.id), target_, inputs_.catalog);
  entry_.urgency = entry_.scheduled_for;
  if (want_.scheduled_for && want_.scheduled_for->value) {
    entry_.urgency = std::min(entry_.urgency.value_or(*want_.scheduled_for->value), *want_.scheduled_for->value);
  }

  if (seen.is_sample) return end(Action::kInvalid, "sample", "sample campaigns cannot be edited");
  if (seen.status == CampaignStatus::kUnknown) {
    return end(Action::kInvalid, "unknown-status", "the service calls its status '" + *entry_.status + "'");
  }
  if (want_.suspend) return end(Action::kSuspended);
  if (has_started(seen.status)) return judge_started(seen);
  if (disarms(seen)) return;
  if (seen.status == CampaignStatus::kScheduled && !seen.scheduled_for) {
    return end(Action::kInvalid, "no-time", "the service says that it is scheduled, and gives no time");
  }
  if (manages_names() && inputs_.catalog == nullptr) return end_without_catalog();
  if (unresolved_) return end(Action::kInvalid, unresolved_->reason, unresolved_->detail);
  if (entry_.fields.empty()) return end(Action::kUnchanged);
  judge_change(seen);
}

void Deciding::judge_started(const ObservedCampaign& seen) {
  if (manages_names() && inputs_.catalog == nullptr) return end_without_catalog();
  if (entry_.fields.empty()) return end(Action::kUnchanged);
  end(Action::kImmutable, "started", "it is " + std::string(to_text(seen.status)) + " and can no longer be changed");
}

// Always allowed, whatever else is wrong with the entry. What else differs follows once it is a draft, and a draft that
// stays one passes every policy; where a name does not resolve only the disarm goes.
bool Deciding::disarms(const ObservedCampaign& seen) {
  if (seen.status != CampaignStatus::kScheduled || seen.is_sample || !want_.scheduled_for || want_.scheduled_for->value)
    return false;
  if (!entry_.id) {
    entry_.id = seen.id;
    entry_.status = to_text(seen.status);
    entry_.scheduled_for = schedule_of(seen);
    entry_.urgency = entry_.scheduled_for;
    entry_.recipients = seen.recipients;
    entry_.fields = {{Field::kScheduledFor, FieldValue{}, FieldValue{}, want_.scheduled_for->at}};
    if (seen.scheduled_for) entry_.fields.front().from = *seen.scheduled_for;
  }
  entry_.is_requested_disarm = true;
  entry_.patches = patches_for(entry_.fields, want_, target_);
  const bool names_are_known = !manages_names() || (inputs_.catalog != nullptr && !unresolved_);
  const bool clocks_agree =
      std::chrono::abs(inputs_.observed.clock_ahead.value_or(std::chrono::milliseconds(0))) <= kClocksApart;
  if (!names_are_known || !clocks_agree) entry_.patches.resize(1);
  if (unresolved_) entry_.warnings.push_back({unresolved_->reason, unresolved_->detail});
  end(Action::kUpdate);
  return true;
}

void Deciding::judge_change(const ObservedCampaign& seen) {
  const CampaignMemory* memory = inputs_.memory.find(seen.id);
  if (memory != nullptr && memory->frozen)
    return end(Action::kBlocked, "frozen",
               "it was frozen; `campaignctl rearm` ends that, and so does `campaignctl resume`");
  if (memory != nullptr && memory->preflight_took) {
    return end(Action::kBlocked, "preflight", "pre-flight took it off the clock, and what was bad is not good yet");
  }
  if (taken_elsewhere(seen)) return;
  if (drift_is_left(seen)) return;
  const auto ahead = inputs_.observed.clock_ahead.value_or(std::chrono::milliseconds(0));
  if (std::chrono::abs(ahead) > kClocksApart) {
    return end(Action::kBlocked, "clock",
               "the service's clock is " + in_words(ahead) + (ahead.count() > 0 ? " ahead of" : " behind") +
                   " this machine's");
  }
  if (time_forbids()) return;
  const Schedule start = entry_.scheduled_for;
  if (start && *start - now_ <= inputs_.policy.lock_window) {
    return end(Action::kLocked, "lockWindow",
               "it starts within lockWindow (" + in_words(inputs_.policy.lock_window) + ")");
  }
  // Waiting alone changes what follows when the new time comes too near, or the lock falls.
  if (changed(Field::kScheduledFor) != nullptr && want_.scheduled_for->value) {
    entry_.changes_at = *want_.scheduled_for->value - inputs_.policy.min_lead;
  }
  if (start)
    entry_.changes_at = std::min(entry_.changes_at.value_or(WallTime::max()), *start - inputs_.policy.lock_window);
  if (policy_forbids(seen)) return;
  entry_.patches = patches_for(entry_.fields, want_, target_);
  end(Action::kUpdate);
}

bool Deciding::taken_elsewhere(const ObservedCampaign& seen) {
  const CampaignMemory* memory = inputs_.memory.find(seen.id);
  if (memory == nullptr || !memory->elsewhere || memory->elsewhere->own_keys != want_.own_keys) return false;
  if (changed(Field::kScheduledFor) == nullptr || !want_.scheduled_for->value) return false;
  const bool disarmed = memory->elsewhere->what == Elsewhere::kDisarmed;
  end(Action::kBlocked, disarmed ? "disarmed-elsewhere" : "postponed-elsewhere",
      std::string("somebody ") + (disarmed ? "took it off the clock" : "moved it later") +
          " at the service; it stays so until its entry in the file changes (a comment is no change)");
  return true;
}

bool Deciding::drift_is_left(const ObservedCampaign& seen) {
  if (entry_.cause != Cause::kService) return false;
  const CampaignMemory& memory = *inputs_.memory.find(seen.id);
  const auto moved = moved_at_service(entry_.fields, want_, *memory.agreed, target_, inputs_.catalog);
  const auto disputed = contended(memory.sets);
  const bool is_contended = std::ranges::find_first_of(moved, disputed) != moved.end();
  if (moved.empty() || (inputs_.policy.drift != DriftPolicy::kReport && !is_contended)) return false;
  std::string names;
  for (const Field field : moved) names += (names.empty() ? "" : ", ") + std::string(to_text(field));
  end(Action::kBlocked, "drift",
      "somebody changed " + names + " at the service" + (is_contended ? " again and again" : "; drift: report") +
          " leaves it until its entry changes");
  return true;
}

bool Deciding::time_forbids() {
  if (changed(Field::kScheduledFor) == nullptr || !want_.scheduled_for->value) return false;
  const WallTime to = *want_.scheduled_for->value;
  if (to <= now_ + inputs_.policy.min_lead) {
    end(Action::kBlocked, "past",
        to <= now_ ? "the time is past"
                   : "the time is nearer than minLead (" + in_words(inputs_.policy.min_lead) + ")");
    return true;
  }
  if (to > now_ + inputs_.policy.max_lead) {
    end(Action::kBlocked, "far", "the time is farther away than maxLead (" + in_words(inputs_.policy.max_lead) + ")",
        to - inputs_.policy.max_lead);
    entry_.changes_at = entry_.clears_at;
    return true;
  }
  return false;
}

// A draft that stays one passes.
bool Deciding::policy_forbids(const ObservedCampaign& seen) {
  const auto* time = changed(Field::kScheduledFor) != nullptr ? &want_.scheduled_for->value : nullptr;
  const Schedule start = time != nullptr ? *time : entry_.scheduled_for;
  if (!start) return false;
  wish_ = StartWish{.start = *start, .recipients = seen.recipients};
  wish_->arms = seen.status == CampaignStatus::kDraft;
  wish_->moves_time = time != nullptr;
  wish_->changes_template = changed(Field::kTemplate) != nullptr;
  wish_->changes_number = changed(Field::kPhoneNumber) != nullptr;
  wish_->message_template = target_.message_template;
  wish_->number = target_.number;
  if (const Catalog* catalog = inputs_.catalog) {
    if (wish_->message_template == nullptr && seen.message_template)
      wish_->message_template = find_template(*catalog, *seen.message_template);
    if (wish_->number == nullptr && seen.phone_number) wish_->number = find_number(*catalog, *seen.phone_number);
  }

  entry_.asked = ask_alone(*wish_, inputs_.policy, now_);
  const Verdict* refusal = nullptr;
  for (const Verdict& verdict : entry_.asked) {
    if (verdict.answer == Answer::kWarns) entry_.warnings.push_back({verdict.rule, verdict.detail});
    if (verdict.answer == Answer::kObjects && refusal == nullptr) refusal = &verdict;
  }
  if (refusal == nullptr) return false;
  end(Action::kBlocked, refusal->rule, refusal->detail, refusal->clears_at);
  return true;
}

void Deciding::resolve_names(const ObservedCampaign& seen) {
  if (!manages_names() || inputs_.catalog == nullptr) return;
  auto resolved = resolve(want_, seen, *inputs_.catalog);
  if (resolved) {
    target_ = *resolved;
  } else {
    unresolved_ = std::move(resolved.error());
  }
}

void Deciding::end_without_catalog() {
  end(Action::kBlocked, "observe",
      inputs_.observed.catalog_failure.value_or("the templates and numbers could not be read"));
}

void Deciding::end(Action action, std::string_view reason, std::string detail, std::optional<WallTime> clears_at) {
  entry_.action = action;
  entry_.reason = reason;
  entry_.detail = std::move(detail);
  entry_.clears_at = clears_at;
}

}  // namespace

Decision decide_alone(const PlanInputs& inputs, const CampaignFinder& finder, const DesiredCampaign& entry,
                      WallTime now) {
  return Deciding(inputs, entry, now).of(finder.find(entry));
}

PlanEntry decide(const PlanInputs& inputs, const CampaignFinder& finder, const DesiredCampaign& entry, WallTime now) {
  return decide_alone(inputs, finder, entry, now).entry;
}

}  // namespace campaignd
