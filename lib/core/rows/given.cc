#include "core/rows/given.h"

#include <variant>

#include "core/instant.h"
#include "core/rows/times.h"

namespace campaignd {

std::string given_found(const Found& found) {
  if (const auto* const* campaign = std::get_if<const ObservedCampaign*>(&found))
    return "campaign " + (*campaign)->id.str() + " was found";
  if (const auto* several = std::get_if<NotOne>(&found)) return several->detail;
  if (const auto* none = std::get_if<NoSuchCampaign>(&found)) return none->why;
  return "it could not be looked at";
}

std::string given_schedule(const Schedule& start) {
  return start ? "it is on the clock for " + to_rfc3339(*start) : "it is not on the clock";
}

std::string given_wanted_time(const DesiredCampaign& want) {
  if (!want.scheduled_for) return "nothing of its time";
  return want.scheduled_for->value ? to_rfc3339(*want.scheduled_for->value) : "`scheduledFor: null`";
}

std::string given_clocks(const Observation& observed) {
  return "the clocks are " + in_words(clock_ahead(observed)) + " apart";
}

std::string given_fields(const std::vector<FieldChange>& fields) {
  std::string text;
  for (const FieldChange& change : fields) text += (text.empty() ? "" : ", ") + std::string(to_text(change.field));
  return text.empty() ? "no managed field differs" : text + (fields.size() == 1 ? " differs" : " differ");
}

std::string given_freeze(const CampaignMemory* memory) {
  return memory != nullptr && memory->frozen ? "frozen since " + to_rfc3339(*memory->frozen) : "not frozen";
}

std::string given_preflight(const CampaignMemory* memory) {
  return memory != nullptr && memory->preflight_took ? "taken off, it stood at " + to_rfc3339(*memory->preflight_took)
                                                     : "not taken off";
}

std::string given_elsewhere(const CampaignMemory* memory) {
  return memory != nullptr && memory->elsewhere
             ? "somebody acted at the service, seen at " + to_rfc3339(memory->elsewhere->noticed)
             : "nobody acted at the service";
}

}  // namespace campaignd
