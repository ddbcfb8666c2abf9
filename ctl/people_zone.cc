#include "people_zone.h"

#include <algorithm>

#include "machine_zone.h"
#include "reading.h"

namespace campaignd {

namespace {

std::optional<Zone> zone_of(const DesiredState& desired) {
  if (desired.default_timezone) return Zone::find(*desired.default_timezone);
  if (desired.campaigns.empty()) return std::nullopt;
  const std::string& first = desired.campaigns.front().timezone;
  const bool is_shared = std::all_of(desired.campaigns.begin(), desired.campaigns.end(),
                                     [&](const DesiredCampaign& each) { return each.timezone == first; });
  return is_shared ? Zone::find(first) : std::nullopt;
}

}  // namespace

Zone people_zone(const Settings& settings) {
  return people_zone(settings, read_if_good(settings.desired_state));
}

Zone people_zone(const Settings& settings, const std::optional<DesiredState>& desired) {
  const auto zone = desired ? zone_of(*desired) : std::nullopt;
  if (zone) return *zone;
  return settings.policy.send_hours ? settings.policy.send_hours->timezone : machine_zone();
}

}  // namespace campaignd
