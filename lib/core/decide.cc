#include "core/decide.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/agreement.h"
#include "core/contention.h"
#include "core/difference.h"
#include "core/last_look.h"
#include "core/planted_bug.h"
#include "core/policy/ask_alone.h"
#include "core/policy/preflight.h"
#include "core/policy/rules.h"
#include "core/resolve.h"

namespace campaignd {
namespace {

constexpr milliseconds kClocksApart = std::chrono::seconds(60);
constexpr milliseconds kShortestNotice = std::chrono::minutes(15);

std::string schedule_text(const Schedule& start) {
  return start ? "it is on the clock for " + to_rfc3339(*start) : "it is not on the clock";
}

std::string wanted_text(const DesiredCampaign& want) {
  if (!want.scheduled_for) return "nothing of its time";
  return want.scheduled_for->value ? to_rfc3339(*want.scheduled_for->value) : "`scheduledFor: null`";
}

std::string fields_text(const std::vector<FieldChange>& fields) {
  std::string text;
  for (const FieldChange& change : fields) text += (text.empty() ? "" : ", ") + std::string(to_text(change.field));
  return text.empty() ? "no managed field differs" : text + (fields.size() == 1 ? " differs" : " differ");
}

std::string found_text(const Found& found) {
  if (const auto* const* campaign = std::get_if<const ObservedCampaign*>(&found))
    return "campaign " + (*campaign)->id.str() + " was found";
  if (const auto* several = std::get_if<NotOne>(&found)) return several->detail;
  if (const auto* none = std::get_if<NoSuchCampaign>(&found)) return none->why;
  return "it could not be looked at";
}

// The work on one entry: filled from the top of the table down, left at the first row that fits.
class Deciding {
 public:
  // `trace` is null but for `explain`.
  Deciding(const PlanInputs& inputs, Resolver& resolver, const DesiredCampaign& want, WallTime now,
           std::vector<Verdict>* trace)
      : inputs_(inputs), resolver_(resolver), want_(want), now_(now), trace_(trace) {
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
  bool taken_elsewhere();
  bool drift_is_left();
  bool preflight_keeps_off();
  bool time_forbids();
  void wish_for(const ObservedCampaign& seen);
  void ask_policies();
  void note_instants();
  void at(WallTime instant);
  void resolve_names(const ObservedCampaign& seen);
  void end_without_catalog();
  void end(Action action, std::string_view reason = "", std::string detail = "",
           std::optional<WallTime> clears_at = std::nullopt);

  // Comes to a row of the table; what it is given is put into words only where somebody reads them.
  template <class Given>
  void row(std::string_view rule, const Given& given) {
    if (trace_ != nullptr) trace_->push_back({std::string(rule), Answer::kAllows, given(), "", {}, {}});
  }

  [[nodiscard]] bool manages_names() const { return want_.message_template || want_.phone_number; }
  [[nodiscard]] const FieldChange* changed(Field field) const {
    const auto it = std::ranges::find(entry_.fields, field, &FieldChange::field);
    return it == entry_.fields.end() ? nullptr : &*it;
  }

  const PlanInputs& inputs_;
  Resolver& resolver_;
  const DesiredCampaign& want_;
  WallTime now_;
  std::vector<Verdict>* trace_;
  PlanEntry entry_{want_.handle};
  Target target_;
  std::optional<Unresolved> unresolved_;
  const ObservedCampaign* seen_ = nullptr;
  const CampaignMemory* memory_ = nullptr;  // of a campaign that differs
  std::optional<StartWish> wish_;
};

Decision Deciding::of(const Found& found) && {
  row("observe", [&] { return found_text(found); });
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
  note_instants();
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
  if (!entry_.fields.empty()) {  // memory has a say in changes alone, and to look into it costs
    memory_ = inputs_.memory.find(seen.id);
    entry_.cause = cause_of(entry_.fields, want_, memory_, target_, inputs_.catalog);
  }
  entry_.urgency = entry_.scheduled_for;
  if (want_.scheduled_for && want_.scheduled_for->value) {
    entry_.urgency = std::min(entry_.urgency.value_or(*want_.scheduled_for->value), *want_.scheduled_for->value);
  }

  row("sample", [&] { return std::string(seen.is_sample ? "a sample campaign" : "no sample campaign"); });
  if (seen.is_sample) return end(Action::kInvalid, "sample", "sample campaigns cannot be edited");
  row("status", [&] { return "the service says `" + *entry_.status + "`"; });
  if (seen.status == CampaignStatus::kUnknown) {
    return end(Action::kInvalid, "unknown-status", "the service calls its status '" + *entry_.status + "'");
  }
  row("suspend", [&] { return std::string(want_.suspend ? "suspend: true" : "suspend: false"); });
  if (want_.suspend && !is_planted(Bug::kSuspendIgnored)) return end(Action::kSuspended);
  row("started", [&] { return "`" + *entry_.status + "`, and " + fields_text(entry_.fields); });
  if (has_started(seen.status)) return judge_started(seen);
  row("disarm", [&] { return schedule_text(entry_.scheduled_for) + ", the file says " + wanted_text(want_); });
  if (disarms(seen)) return;
  row("no-time", [&] { return schedule_text(entry_.scheduled_for); });
  if (seen.status == CampaignStatus::kScheduled && !seen.scheduled_for) {
    return end(Action::kInvalid, "no-time", "the service says that it is scheduled, and gives no time");
  }
  row("names", [&] { return std::string(manages_names() ? "the file names template or number" : "it names neither"); });
  if (manages_names() && inputs_.catalog == nullptr) return end_without_catalog();
  if (unresolved_) return end(Action::kInvalid, unresolved_->reason, unresolved_->detail);
  row("fields", [&] { return fields_text(entry_.fields); });
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
  const CampaignMemory* memory = memory_;
  wish_for(seen);
  const auto wish = std::exchange(wish_, std::nullopt);  // nobody else is asked where a row refuses it
  row("frozen", [&] {
    return memory != nullptr && memory->frozen ? "frozen since " + to_rfc3339(*memory->frozen) : "not frozen";
  });
  if (memory != nullptr && memory->frozen && !is_planted(Bug::kFreezeByNameIgnored))
    return end(Action::kBlocked, "frozen",
               "it was frozen; `campaignctl rearm` ends that, and so does `campaignctl resume`");
  row("preflight", [&] {
    return memory != nullptr && memory->preflight_took ? "taken off, it stood at " + to_rfc3339(*memory->preflight_took)
                                                       : "not taken off";
  });
  if (memory != nullptr && memory->preflight_took && inputs_.policy.preflight == Preflight::kDisarm && wish &&
      wish->arms) {
    if (const auto bad = against_preflight(*wish, inputs_.policy))
      return end(Action::kBlocked, "preflight", "pre-flight took it off the clock, and it is not good yet: " + *bad);
  }
  row("elsewhere", [&] {
    const bool is_known = memory != nullptr && memory->elsewhere;
    return is_known ? "somebody acted at the service, seen at " + to_rfc3339(memory->elsewhere->noticed)
                    : std::string("nobody acted at the service");
  });
  if (taken_elsewhere()) return;
  row("drift", [&] { return "cause: " + std::string(entry_.cause ? to_text(*entry_.cause) : "none"); });
  if (drift_is_left()) return;
  const auto ahead = inputs_.observed.clock_ahead.value_or(milliseconds(0));
  row("clock", [&] { return "the clocks are " + in_words(ahead) + " apart"; });
  if (std::chrono::abs(ahead) > kClocksApart && !is_planted(Bug::kClocksIgnored)) {
    return end(Action::kBlocked, "clock",
               "the service's clock is " + in_words(ahead) + (ahead.count() > 0 ? " ahead of" : " behind") +
                   " this machine's");
  }
  row("time", [&] { return "the file says " + wanted_text(want_) + ", it is " + to_rfc3339(now_); });
  if (time_forbids()) return;
  const Schedule start = entry_.scheduled_for;
  row("lockWindow", [&] { return schedule_text(start) + ", lockWindow is " + in_words(inputs_.policy.lock_window); });
  if (start && *start - now_ <= inputs_.policy.lock_window && !is_planted(Bug::kChangeInsideLock)) {
    return end(Action::kLocked, "lockWindow",
               "it starts within lockWindow (" + in_words(inputs_.policy.lock_window) + ")");
  }
  wish_ = wish;
  if (wish_) ask_policies();
  if (entry_.action == Action::kBlocked) return;
  entry_.patches = patches_for(entry_.fields, want_, target_);
  end(Action::kUpdate);
}

// What waiting alone changes: the change comes too late, a person is told before that, the last look is due.
void Deciding::note_instants() {
  if (seen_ == nullptr || !is_editable(seen_->status) || seen_->is_sample) return;
  const PolicySettings& policy = inputs_.policy;
  const Schedule start = schedule_of(*seen_);
  if (start && policy.preflight != Preflight::kOff && entry_.action != Action::kSuspended)
    at(preflight_due(*start, policy));
  const bool is_pending = entry_.action == Action::kBlocked || entry_.action == Action::kUpdate;
  if (entry_.fields.empty() || !is_pending || entry_.is_requested_disarm) return;
  if (start) entry_.closes_at = *start - policy.lock_window;
  if (changed(Field::kScheduledFor) != nullptr && want_.scheduled_for->value)
    entry_.closes_at = earlier(entry_.closes_at, std::optional(*want_.scheduled_for->value - policy.min_lead));
  if (!entry_.closes_at) return;
  at(*entry_.closes_at - notice_before_lock(policy));
  at(*entry_.closes_at);
}

void Deciding::at(WallTime instant) {
  if (instant > now_) entry_.changes_at = earlier(entry_.changes_at, std::optional(instant));
}

bool Deciding::taken_elsewhere() {
  const CampaignMemory* memory = memory_;
  if (memory == nullptr || !memory->elsewhere || memory->elsewhere->own_keys != want_.own_keys) return false;
  if (changed(Field::kScheduledFor) == nullptr || !want_.scheduled_for->value) return false;
  if (is_planted(Bug::kPersonOverruled)) return false;
  const bool disarmed = memory->elsewhere->what == Elsewhere::kDisarmed;
  end(Action::kBlocked, disarmed ? "disarmed-elsewhere" : "postponed-elsewhere",
      std::string("somebody ") + (disarmed ? "took it off the clock" : "moved it later") +
          " at the service; it stays so until its entry in the file changes (a comment is no change), or `campaignctl "
          "rearm " +
          want_.handle.str() + "`");
  return true;
}

bool Deciding::drift_is_left() {
  if (entry_.cause != Cause::kService) return false;
  const CampaignMemory& memory = *memory_;
  if (memory.preflight_took || memory.freeze_took) return false;  // that was us
  const auto moved = moved_at_service(entry_.fields, want_, *memory.agreed, target_, inputs_.catalog);
  const auto disputed = contended(memory.sets);
  const bool is_contended = std::ranges::find_first_of(moved, disputed) != moved.end();
  if (moved.empty() || (inputs_.policy.drift != DriftPolicy::kReport && !is_contended)) return false;
  std::string names;
  for (const Field field : moved) names += (names.empty() ? "" : ", ") + std::string(to_text(field));
  end(Action::kBlocked, "drift",
      "somebody changed " + names + " at the service" + (is_contended ? " again and again" : "") + "; " +
          (is_contended ? "it" : "with `drift: report` it") +
          " is left so until its entry changes, or `campaignctl rearm " + want_.handle.str() + "`");
  return true;
}

bool Deciding::time_forbids() {
  if (changed(Field::kScheduledFor) == nullptr || !want_.scheduled_for->value) return false;
  const WallTime to = *want_.scheduled_for->value;
  if (to <= now_ + inputs_.policy.min_lead && !is_planted(Bug::kNearTimeArmed)) {
    end(Action::kBlocked, "past",
        to <= now_ ? "the time is past"
                   : "the time is nearer than minLead (" + in_words(inputs_.policy.min_lead) + ")");
    return true;
  }
  if (to > now_ + inputs_.policy.max_lead) {
    end(Action::kBlocked, "far", "the time is farther away than maxLead (" + in_words(inputs_.policy.max_lead) + ")",
        to - inputs_.policy.max_lead);
    at(to - inputs_.policy.max_lead);
    return true;
  }
  return false;
}

// As it would go out after the change; a draft that stays one does not, and passes.
void Deciding::wish_for(const ObservedCampaign& seen) {
  const auto* time = changed(Field::kScheduledFor) != nullptr ? &want_.scheduled_for->value : nullptr;
  const Schedule start = time != nullptr ? *time : entry_.scheduled_for;
  if (!start) return;
  wish_ = StartWish{.start = *start, .recipients = seen.recipients};
  wish_->arms = seen.status == CampaignStatus::kDraft;
  wish_->moves_time = time != nullptr;
  wish_->changes_template = changed(Field::kTemplate) != nullptr;
  wish_->changes_number = changed(Field::kPhoneNumber) != nullptr;
  wish_->message_template = target_.message_template;
  wish_->number = target_.number;
  wish_ = with_what_stands(*wish_, seen, inputs_.catalog);
}

void Deciding::ask_policies() {
  if (is_planted(Bug::kTemplateIgnored)) return;
  hear(entry_, ask_alone(*wish_, inputs_.policy));
}

void Deciding::resolve_names(const ObservedCampaign& seen) {
  if (!manages_names() || inputs_.catalog == nullptr) return;
  const auto& resolved = resolver_.of(want_, seen);
  if (resolved) {
    target_ = *resolved;
  } else {
    unresolved_ = resolved.error();
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
  if (trace_ == nullptr || trace_->empty() || action == Action::kUpdate) return;
  const bool allows = action == Action::kUnchanged || action == Action::kSuspended;
  trace_->back().answer = allows ? Answer::kAllows : Answer::kObjects;
  trace_->back().detail = entry_.detail.empty() ? std::string(to_text(action)) : entry_.detail;
  trace_->back().clears_at = clears_at;
}

}  // namespace

milliseconds notice_before_lock(const PolicySettings& policy) {
  return std::max(policy.lock_window, kShortestNotice);
}

Decision decide_alone(const PlanInputs& inputs, const CampaignFinder& finder, Resolver& resolver,
                      const DesiredCampaign& entry, WallTime now) {
  return Deciding(inputs, resolver, entry, now, nullptr).of(finder.find(entry));
}

Traced decide_traced(const PlanInputs& inputs, const CampaignFinder& finder, const DesiredCampaign& entry,
                     WallTime now) {
  std::vector<Verdict> rows;
  Resolver resolver(inputs.catalog);
  Decision decision = Deciding(inputs, resolver, entry, now, &rows).of(finder.find(entry));
  return {std::move(decision), std::move(rows)};
}

void hear(PlanEntry& entry, std::vector<Verdict> said) {
  if (said.empty()) return;
  std::ranges::move(said, std::back_inserter(entry.asked));
  put_in_order(entry.asked);
  std::erase_if(entry.warnings, [&](const Warning& warning) {
    return std::ranges::find(entry.asked, warning.rule, &Verdict::rule) != entry.asked.end();
  });
  for (const Verdict& verdict : entry.asked) {
    if (verdict.answer == Answer::kWarns) entry.warnings.push_back({verdict.rule, verdict.detail});
  }
  const Verdict* refusal = first_objection(entry.asked);
  if (refusal == nullptr) return;
  entry.action = Action::kBlocked;
  entry.reason = refusal->rule;
  entry.detail = refusal->detail;
  entry.clears_at = refusal->clears_at;
  entry.patches.clear();
  entry.after.clear();
}

PlanEntry decide(const PlanInputs& inputs, const CampaignFinder& finder, Standing& standing,
                 const DesiredCampaign& entry, WallTime now) {
  Resolver resolver(inputs.catalog);
  Decision decision = decide_alone(inputs, finder, resolver, entry, now);
  if (decision.entry.action == Action::kUpdate && decision.wish) {
    if (auto objection = standing.objection(*decision.seen, *decision.wish))
      hear(decision.entry, {*std::move(objection)});
  }
  if (!is_looked_at_last(inputs, decision, now)) return std::move(decision.entry);
  return look_last(inputs, decision, is_unpaid_now(inputs, *decision.seen), now);
}

}  // namespace campaignd
