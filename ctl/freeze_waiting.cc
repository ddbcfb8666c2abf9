#include "freeze_waiting.h"

#include <algorithm>

#include "core/display_text.h"

namespace campaignd {

namespace {

std::string how_many(const std::vector<Stopped>& rows, const std::string& blindness, WaitingFor waiting) {
  const auto left = std::count_if(rows.begin(), rows.end(), [](const Stopped& row) { return !row.is_off; });
  const std::string of = std::to_string(left) + " of " + std::to_string(rows.size());
  if (left > 0 && !blindness.empty()) return of + " may still be on the clock, and more may be";
  if (left > 0) return of + (left == 1 ? " is still on the clock" : " are still on the clock");
  if (blindness.empty() && waiting == WaitingFor::kNothing) return "all that were found are off the clock";
  return "how many are on the clock is not known yet";
}

std::string what_for(const std::vector<Stopped>& rows, const std::string& blindness, WaitingFor waiting) {
  if (waiting == WaitingFor::kNothing) return "waiting to look once more, as a change may have been under way";
  const auto why = std::find_if(rows.begin(), rows.end(), [](const Stopped& row) { return !row.is_off; });
  const std::string& detail = blindness.empty() && why != rows.end() ? why->detail : blindness;
  return "waiting for the OTPIQ API" + (detail.empty() ? "" : " (" + isolate(detail) + ")");
}

}  // namespace

std::string freeze_waiting(const std::vector<Stopped>& rows, const std::string& blindness, WaitingFor waiting) {
  return how_many(rows, blindness, waiting) + "; " + what_for(rows, blindness, waiting) + "; Ctrl-C ends it";
}

}  // namespace campaignd
