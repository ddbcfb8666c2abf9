#include "freeze_waiting.h"

#include <algorithm>

#include "core/display_text.h"

namespace campaignd {

namespace {

std::string how_many(const std::vector<Stopped>& rows, const std::string& blindness, const Waiting& waiting) {
  const auto left = std::count_if(rows.begin(), rows.end(), [](const Stopped& row) { return !row.is_off; });
  const std::string of = std::to_string(left) + " of " + std::to_string(rows.size());
  if (left > 0 && !blindness.empty()) return of + " may still be on the clock, and more may be";
  if (left > 0) return of + (left == 1 ? " is not off the clock" : " are not off the clock");
  if (!blindness.empty() || !waiting.has_answered) return "how many are on the clock is not known yet";
  if (rows.empty()) return "nothing that is to be stopped was found on the clock";
  return rows.size() == 1 ? "the one that was found is off the clock"
                          : "all " + std::to_string(rows.size()) + " that were found are off the clock";
}

std::string what_for(const std::vector<Stopped>& rows, const std::string& blindness) {
  const auto why = std::find_if(rows.begin(), rows.end(), [](const Stopped& row) { return !row.is_off; });
  const std::string& detail = blindness.empty() && why != rows.end() ? why->detail : blindness;
  return "waiting for the OTPIQ API" + (detail.empty() ? "" : " (" + isolate(detail) + ")");
}

}  // namespace

std::string freeze_waiting(const std::vector<Stopped>& rows, const std::string& blindness, const Waiting& waiting,
                           std::string_view looks_at) {
  const std::string many = how_many(rows, blindness, waiting);
  if (waiting.what == WaitingFor::kApi) return many + "; " + what_for(rows, blindness) + "; Ctrl-C ends it";
  return many + "; it looks again at " + std::string(looks_at) +
         ", since a change that was under way may still land; Ctrl-C loses only that second look";
}

}  // namespace campaignd
