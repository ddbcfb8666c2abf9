#include "core/explain.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "core/decide.h"
#include "core/find_campaign.h"
#include "core/policy/credit.h"
#include "core/policy/preflight.h"
#include "core/policy/rules.h"

namespace campaignd {
namespace {

Verdict not_asked(std::string_view rule, std::string because) {
  return {std::string(rule), Answer::kNotAsked, "", std::move(because), {}, {}};
}

// What a policy is given of a campaign that goes out so; empty detail of `off` where it is in force.
struct Given {
  std::string words;
  std::string off;
};

Given given_to(std::string_view rule, const StartWish& wish, const Decision& decision, const PolicySettings& policy) {
  const auto start = [&](bool is_set) {
    return Given{"it starts at " + to_rfc3339(wish.start), is_set ? "" : "not set"};
  };
  const auto level = [](std::string words, CheckLevel set) {
    return Given{std::move(words), set == CheckLevel::kOff ? "off" : ""};
  };
  const std::string recipients =
      wish.recipients ? std::to_string(*wish.recipients) + " recipients" : "recipients that are not known";
  if (rule == "sendHours") return start(policy.send_hours.has_value());
  if (rule == "spacing") return start(policy.spacing.has_value());
  if (rule == "blackouts") return start(!policy.blackouts.empty());
  if (rule == "requireApprovedTemplate") {
    return {wish.message_template != nullptr ? "the template is " + wish.message_template->status
                                             : "a template that is not known",
            policy.require_approved_template ? "" : "off"};
  }
  if (rule == "requireConnectedNumber") {
    return {wish.number != nullptr ? "the number is " + wish.number->status : "a number that is not known",
            policy.require_connected_number ? "" : "off"};
  }
  if (rule == "requireRecipients") return level(recipients, policy.require_recipients);
  if (rule == "requireCredit") {
    return level("it still costs " + in_iqd(still_to_pay(*decision.seen)), policy.require_credit);
  }
  return level(recipients, policy.messaging_limit);
}

// The rows that were come to, and those behind the one that decided.
std::vector<Verdict> with_rows_not_reached(std::vector<Verdict> rows) {
  const std::string last = rows.empty() ? "" : rows.back().rule;
  for (const std::string_view rule : kRowsInOrder) {
    if (std::ranges::find(rows, rule, &Verdict::rule) == rows.end())
      rows.push_back(not_asked(rule, "`" + last + "` decided"));
  }
  return rows;
}

// Those of the plan that warn or object, and the others with what they were given.
std::vector<Verdict> policies(const PlanInputs& inputs, const Decision& decision, const PlanEntry& entry) {
  std::vector<Verdict> said;
  for (const std::string_view rule : kRulesInOrder) {
    if (rule == "observe" || rule == "preflight") continue;
    const auto known = std::ranges::find(entry.asked, rule, &Verdict::rule);
    if (known != entry.asked.end()) {
      said.push_back(*known);
      continue;
    }
    if (!decision.wish) {
      said.push_back(not_asked(rule, "no change of it goes out"));
      continue;
    }
    Given given = given_to(rule, *decision.wish, decision, inputs.policy);
    if (given.off.empty()) {
      said.push_back({std::string(rule), Answer::kAllows, std::move(given.words), "", {}, {}});
    } else {
      said.push_back(not_asked(rule, std::move(given.off)));
    }
  }
  return said;
}

// The last look, which comes when the lock is about to fall.
Verdict last_look(const PlanInputs& inputs, const Decision& decision, const PlanEntry& entry, WallTime now) {
  const auto said = std::ranges::find(entry.asked, "preflight", &Verdict::rule);
  if (said != entry.asked.end()) return *said;
  if (inputs.policy.preflight == Preflight::kOff) return not_asked("preflight", "off");
  const bool stands =
      decision.seen != nullptr && decision.seen->status == CampaignStatus::kScheduled && decision.seen->scheduled_for;
  if (!stands) return not_asked("preflight", "it is not on the clock");
  const WallTime start = *decision.seen->scheduled_for;
  const WallTime due = preflight_due(start, inputs.policy);
  if (now < due) {
    Verdict later = not_asked("preflight", "the last look is due at " + to_rfc3339(due));
    later.clears_at = due;
    return later;
  }
  return {"preflight", Answer::kAllows, "it starts at " + to_rfc3339(start), "", {}, {}};
}

}  // namespace

std::vector<Verdict> explain(const PlanInputs& inputs, const Handle& handle, WallTime now) {
  const DesiredCampaign* want = inputs.desired.find(handle);
  if (want == nullptr) return {};
  const Plan plan = make_plan(inputs, now);
  const PlanEntry& entry = *plan.find(handle);
  const CampaignFinder finder(inputs.desired, inputs.observed, inputs.memory);
  Traced traced = decide_traced(inputs, finder, *want, now);
  std::vector<Verdict> all = with_rows_not_reached(std::move(traced.rows));
  // A look that failed speaks before the policies that needed it.
  const auto blind = std::ranges::find(entry.asked, "observe", &Verdict::rule);
  if (blind != entry.asked.end()) all.push_back(*blind);
  std::ranges::move(policies(inputs, traced.decision, entry), std::back_inserter(all));
  all.push_back(last_look(inputs, traced.decision, entry, now));
  return all;
}

}  // namespace campaignd
