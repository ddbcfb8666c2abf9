#include "core/policy/blackouts.h"

#include <algorithm>

namespace campaignd {
namespace {

const Blackout* blackout_at(const std::vector<Blackout>& blackouts, WallTime start);
std::string ends_text(const Blackout& blackout);

}  // namespace

bool is_outside(const std::vector<Blackout>& blackouts, WallTime start) {
  return blackout_at(blackouts, start) == nullptr;
}

// They may overlap and follow each other without a gap; each is left at most once, because time only moves on.
WallTime next_outside(const std::vector<Blackout>& blackouts, WallTime from) {
  while (const Blackout* blackout = blackout_at(blackouts, from)) from = blackout->to;
  return from;
}

WallTime last_outside(const std::vector<Blackout>& blackouts, WallTime until) {
  while (const Blackout* blackout = blackout_at(blackouts, until)) until = blackout->from - std::chrono::minutes(1);
  return until;
}

std::optional<std::string> against_blackouts(const std::vector<Blackout>& blackouts, WallTime start) {
  const Blackout* blackout = blackout_at(blackouts, start);
  if (blackout == nullptr) return std::nullopt;
  std::string text = "within " + ends_text(*blackout);
  if (!blackout->reason.empty()) text += ": " + blackout->reason;
  return text;
}

namespace {

const Blackout* blackout_at(const std::vector<Blackout>& blackouts, WallTime start) {
  const auto it = std::find_if(blackouts.begin(), blackouts.end(),
                               [&](const Blackout& blackout) { return start >= blackout.from && start < blackout.to; });
  return it == blackouts.end() ? nullptr : &*it;
}

// Whole days as the settings say them, the last included; instants with the offset of their zone.
std::string ends_text(const Blackout& blackout) {
  constexpr std::size_t kDateLength = 10;
  const std::string from = to_local_text(blackout.from, blackout.timezone);
  if (!blackout.whole_days) return from + " until " + to_local_text(blackout.to, blackout.timezone);
  const std::string last = to_local_text(blackout.to - std::chrono::milliseconds(1), blackout.timezone);
  return from.substr(0, kDateLength) + " to " + last.substr(0, kDateLength) + " " + blackout.timezone.name();
}

}  // namespace
}  // namespace campaignd
