#include "core/policy/nearest_start.h"

#include <algorithm>

#include "core/policy/blackouts.h"
#include "core/policy/send_hours.h"

namespace campaignd {
namespace {

using std::chrono::minutes;

// Rules that push each other on for longer than this (a blackout of a year between two windows takes a few steps) are
// taken to allow nothing.
constexpr int kMostSteps = 1000;

using Step = std::function<std::optional<WallTime>(WallTime)> StartRule::*;

StartRule within_leads(const PolicySettings& policy, WallTime now);
std::optional<WallTime> settle(const std::vector<StartRule>& rules, WallTime start, Step step);

}  // namespace

std::vector<StartRule> start_rules(const PolicySettings& policy) {
  std::vector<StartRule> rules;
  if (policy.send_hours) {
    rules.push_back({[&hours = *policy.send_hours](WallTime start) { return next_within(hours, start); },
                     [&hours = *policy.send_hours](WallTime start) { return last_within(hours, start); }});
  }
  if (!policy.blackouts.empty()) {
    rules.push_back({[&policy](WallTime start) { return next_outside(policy.blackouts, start); },
                     [&policy](WallTime start) { return last_outside(policy.blackouts, start); }});
  }
  return rules;
}

std::optional<WallTime> nearest_start(std::vector<StartRule> rules, WallTime wanted, const PolicySettings& policy,
                                      WallTime now) {
  rules.push_back(within_leads(policy, now));
  const auto later = settle(rules, wanted, &StartRule::next);
  const auto earlier = settle(rules, wanted, &StartRule::last);
  if (!later || !earlier) return later ? later : earlier;
  return *later - wanted <= wanted - *earlier ? later : earlier;
}

namespace {

StartRule within_leads(const PolicySettings& policy, WallTime now) {
  const WallTime earliest = std::chrono::floor<minutes>(now + policy.min_lead) + minutes(1);
  const WallTime latest = now + policy.max_lead;
  using Allowed = std::optional<WallTime>;
  return {[=](WallTime start) { return start > latest ? Allowed() : Allowed(std::max(start, earliest)); },
          [=](WallTime start) { return start < earliest ? Allowed() : Allowed(std::min(start, latest)); }};
}

// Follows the rules in one direction until none of them moves the start any further.
std::optional<WallTime> settle(const std::vector<StartRule>& rules, WallTime start, Step step) {
  for (int steps = 0; steps < kMostSteps; ++steps) {
    const WallTime before = start;
    for (const StartRule& rule : rules) {
      const auto allowed = (rule.*step)(start);
      if (!allowed) return std::nullopt;
      start = *allowed;
    }
    if (start == before) return start;
  }
  return std::nullopt;
}

}  // namespace
}  // namespace campaignd
