#include "people_zone.h"

#include <algorithm>

#include "adapters/yaml/desired_state_reader.h"
#include "machine_zone.h"
#include "reading.h"

namespace campaignd {

namespace {

std::optional<Zone> zone_of_file(const Settings& settings) {
  const auto text = read_source(settings.desired_state);
  if (!text) return std::nullopt;
  const auto desired = read_desired_state(*text);
  if (!desired || desired->campaigns.empty()) return std::nullopt;
  const std::string& first = desired->campaigns.front().timezone;
  const bool is_shared = std::all_of(desired->campaigns.begin(), desired->campaigns.end(),
                                     [&](const DesiredCampaign& each) { return each.timezone == first; });
  return is_shared ? Zone::find(first) : std::nullopt;
}

}  // namespace

Zone people_zone(const Settings& settings) {
  if (settings.policy.send_hours) return settings.policy.send_hours->timezone;
  return zone_of_file(settings).value_or(machine_zone());
}

}  // namespace campaignd
