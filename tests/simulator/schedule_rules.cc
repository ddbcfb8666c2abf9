#include "simulator/schedule_rules.h"

namespace campaignd::simulator {

Checked<Schedule> schedule_after(const Schedule& before, const CampaignBody& body, const Options& options,
                                 Instant now) {
  std::string type = body.schedule_type.value_or(before.type);
  if (!body.schedule_type) {
    if (!body.names_scheduled_for || options.time_alone == TimeAlone::kIgnore) return before;
    if (options.time_alone == TimeAlone::kRefuse) {
      return tl::unexpected{std::string{"scheduleType is required with scheduledFor"}};
    }
  }
  // "scheduledFor is not used" with `now`, whatever it holds.
  if (type == "now") return Schedule{type, options.clears_scheduled_for ? std::nullopt : before.at};
  if (!body.scheduled_for) return tl::unexpected{std::string{"scheduledFor is required when scheduleType is schedule"}};
  if (*body.scheduled_for <= now) return tl::unexpected{std::string{"scheduledFor must be in the future"}};
  return Schedule{std::move(type), body.scheduled_for};
}

}  // namespace campaignd::simulator
