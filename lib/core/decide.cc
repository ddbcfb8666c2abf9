#include "core/decide.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/agreement.h"
#include "core/difference.h"
#include "core/last_look.h"
#include "core/planted_bug.h"
#include "core/policy/ask_alone.h"
#include "core/policy/rules.h"
#include "core/resolve.h"
#include "core/rows/elsewhere.h"
#include "core/rows/given.h"
#include "core/rows/kept_off.h"
#include "core/rows/ruling.h"
#include "core/rows/times.h"

namespace campaignd {
namespace {

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
  void resolve_names(const ObservedCampaign& seen);
  void end_without_catalog();
  void end(Ruling ruling);
  void end(Action action);
  void changes_at(const std::optional<WallTime>& instant);

  // Comes to a row of the table; what it is given is put into words only where somebody reads them.
  template <class Given>
  void row(std::string_view rule, const Given& given) {
    if (trace_ != nullptr) trace_->push_back({std::string(rule), Answer::kAllows, given(), "", {}, {}});
  }

  // The same, and whether the row fits.
  template <class Given>
  bool fits(std::string_view rule, std::optional<Ruling> ruling, const Given& given) {
    row(rule, given);
    if (!ruling) return false;
    end(*std::move(ruling));
    return true;
  }

  [[nodiscard]] bool manages_names() const { return want_.message_template || want_.phone_number; }

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
  row("observe", [&] { return given_found(found); });
  if (const auto* unseen = std::get_if<NotObserved>(&found)) {
    end({Action::kBlocked, "observe", unseen->why});
  } else if (const auto* none = std::get_if<NoSuchCampaign>(&found)) {
    end({Action::kMissing, "not-found", none->why});
  } else if (const auto* several = std::get_if<NotOne>(&found)) {
    const bool disarm = several->certain != nullptr && !want_.suspend && disarms(*several->certain);
    if (!disarm) end({Action::kInvalid, several->reason, several->detail});
  } else {
    judge(*std::get<const ObservedCampaign*>(found));
  }
  if (seen_ != nullptr) {
    const WaitingChanges waiting = waiting_changes(entry_, want_, *seen_, inputs_.policy, now_);
    entry_.closes_at = waiting.closes_at;
    changes_at(waiting.changes_at);
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
  if (!entry_.fields.empty()) {  // memory has a say in changes alone, and to look into it costs
    memory_ = inputs_.memory.find(seen.id);
    entry_.cause = cause_of(entry_.fields, want_, memory_, target_, inputs_.catalog);
  }
  entry_.urgency = entry_.scheduled_for;
  if (want_.scheduled_for && want_.scheduled_for->value) {
    entry_.urgency = std::min(entry_.urgency.value_or(*want_.scheduled_for->value), *want_.scheduled_for->value);
  }

  row("sample", [&] { return std::string(seen.is_sample ? "a sample campaign" : "no sample campaign"); });
  if (seen.is_sample) return end({Action::kInvalid, "sample", "sample campaigns cannot be edited"});
  row("status", [&] { return "the service says `" + *entry_.status + "`"; });
  if (seen.status == CampaignStatus::kUnknown) {
    return end({Action::kInvalid, "unknown-status", "the service calls its status '" + *entry_.status + "'"});
  }
  row("suspend", [&] { return std::string(want_.suspend ? "suspend: true" : "suspend: false"); });
  if (want_.suspend && !is_planted(Bug::kSuspendIgnored)) return end(Action::kSuspended);
  row("started", [&] { return "`" + *entry_.status + "`, and " + given_fields(entry_.fields); });
  if (has_started(seen.status)) return judge_started(seen);
  row("disarm", [&] { return given_schedule(entry_.scheduled_for) + ", the file says " + given_wanted_time(want_); });
  if (disarms(seen)) return;
  row("no-time", [&] { return given_schedule(entry_.scheduled_for); });
  if (seen.status == CampaignStatus::kScheduled && !seen.scheduled_for) {
    return end({Action::kInvalid, "no-time", "the service says that it is scheduled, and gives no time"});
  }
  row("names", [&] { return std::string(manages_names() ? "the file names template or number" : "it names neither"); });
  if (manages_names() && inputs_.catalog == nullptr) return end_without_catalog();
  if (unresolved_) return end({Action::kInvalid, unresolved_->reason, unresolved_->detail});
  row("fields", [&] { return given_fields(entry_.fields); });
  if (entry_.fields.empty()) return end(Action::kUnchanged);
  judge_change(seen);
}

void Deciding::judge_started(const ObservedCampaign& seen) {
  if (manages_names() && inputs_.catalog == nullptr) return end_without_catalog();
  if (entry_.fields.empty()) return end(Action::kUnchanged);
  end({Action::kImmutable, "started", "it is " + std::string(to_text(seen.status)) + " and can no longer be changed"});
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
  if (!names_are_known || !do_clocks_agree(inputs_.observed)) entry_.patches.resize(1);
  if (unresolved_) entry_.warnings.push_back({unresolved_->reason, unresolved_->detail});
  end(Action::kUpdate);
  return true;
}

void Deciding::judge_change(const ObservedCampaign& seen) {
  const PolicySettings& policy = inputs_.policy;
  const auto wish = start_after_change(entry_, want_, seen, target_, inputs_.catalog);
  if (fits("frozen", kept_frozen(memory_), [&] { return given_freeze(memory_); })) return;
  if (fits("preflight", kept_off_by_preflight(memory_, wish, policy), [&] { return given_preflight(memory_); })) return;
  if (fits("elsewhere", left_as_taken_elsewhere(entry_, want_, memory_), [&] { return given_elsewhere(memory_); }))
    return;
  if (fits("drift", left_as_drifted(entry_, want_, memory_, target_, inputs_),
           [&] { return "cause: " + std::string(entry_.cause ? to_text(*entry_.cause) : "none"); }))
    return;
  if (fits("clock", clocks_apart(inputs_.observed), [&] { return given_clocks(inputs_.observed); })) return;
  if (fits("time", too_near_or_far(new_time(entry_, want_), policy, now_),
           [&] { return "the file says " + given_wanted_time(want_) + ", it is " + to_rfc3339(now_); }))
    return;
  if (fits("lockWindow", locked(entry_.scheduled_for, policy, now_),
           [&] { return given_schedule(entry_.scheduled_for) + ", lockWindow is " + in_words(policy.lock_window); }))
    return;
  wish_ = wish;  // nobody else is asked where a row refuses it
  if (wish_ && !is_planted(Bug::kTemplateIgnored)) hear(entry_, ask_alone(*wish_, policy));
  if (entry_.action == Action::kBlocked) return;
  entry_.patches = patches_for(entry_.fields, want_, target_);
  end(Action::kUpdate);
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
  end({Action::kBlocked, "observe",
       inputs_.observed.catalog_failure.value_or("the templates and numbers could not be read")});
}

void Deciding::end(Ruling ruling) {
  entry_.reason = std::move(ruling.reason);
  entry_.detail = std::move(ruling.detail);
  entry_.clears_at = ruling.clears_at;
  changes_at(ruling.clears_at);
  end(ruling.action);
}

void Deciding::end(Action action) {
  entry_.action = action;
  if (trace_ == nullptr || trace_->empty() || action == Action::kUpdate) return;
  const bool allows = action == Action::kUnchanged || action == Action::kSuspended;
  trace_->back().answer = allows ? Answer::kAllows : Answer::kObjects;
  trace_->back().detail = entry_.detail.empty() ? std::string(to_text(action)) : entry_.detail;
  trace_->back().clears_at = entry_.clears_at;
}

void Deciding::changes_at(const std::optional<WallTime>& instant) {
  entry_.changes_at = earlier(entry_.changes_at, instant);
}

}  // namespace

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
