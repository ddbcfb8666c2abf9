#include "standstill.h"

#include <utility>

#include "core/display_text.h"
#include "core/settings_place.h"
#include "core/zone.h"
#include "halt_text.h"
#include "machine_zone.h"
#include "plan_entry_text.h"

namespace campaignd {

namespace {

std::string pause_of_plan(const Pause& pause, const Plan& plan, const Settings& settings);
std::string hold_sentence(const Plan& plan, const Settings& settings, const Presence& service);

}  // namespace

const std::optional<Pause>& pause_of(const Planned& planned, const Presence& service) {
  return planned.pause ? planned.pause : service.pause;
}

Standstill standstill(const Planned& planned, const Settings& settings, const Presence& service) {
  const auto& pause = pause_of(planned, service);
  if (settings.reconcile.dry_run) {
    return {"dry-run", "This is a dry run: campaignd only looks, and changes nothing.", /*disarms=*/false};
  }
  if (planned.is_clone) {
    return {"clone", "campaignd only looks, because its state directory was copied from another machine.",
            /*disarms=*/false};
  }
  Standstill still;
  if (pause) {
    still = {pause->freeze ? "frozen" : "paused", pause_of_plan(*pause, planned.plan, settings)};
  } else if (!service.journal_failure.empty()) {
    still = {"unrecorded", journal_sentence(service.journal_failure)};
  } else if (planned.plan.held) {
    still = {"held", hold_sentence(planned.plan, settings, service)};
  }
  if (service.is != Presence::Is::kAbsent) return still;
  still.because = "campaignd does not run, so that nobody makes the changes that the file asks for." +
                  (still.because.empty() ? "" : " " + still.because);
  if (!pause) still.state = "not-running";
  still.disarms = false;
  return still;
}

std::vector<Verdict> rules_of_standing_still(const Planned& planned, const PlanEntry& entry, const Settings& settings,
                                             const Presence& service) {
  std::vector<Verdict> rules;
  const bool changes = entry.action == Action::kUpdate;
  const auto add = [&](std::string rule, bool objects, std::string allows, std::string detail) -> Verdict& {
    Verdict verdict{std::move(rule), Answer::kAllows, std::move(allows), "", {}, {}};
    if (objects)
      verdict = {verdict.rule, changes ? Answer::kObjects : Answer::kNotAsked, "", std::move(detail), {}, {}};
    return rules.emplace_back(std::move(verdict));
  };
  if (service.is == Presence::Is::kAbsent || service.is == Presence::Is::kRuns) {
    add("service", service.is == Presence::Is::kAbsent, "campaignd runs", service.words);
  }
  add("dryRun", settings.reconcile.dry_run, "off", "it only looks");
  // A pause and a hold let the file's own stop through.
  const bool is_stop = entry.is_requested_disarm;
  const auto& pause = pause_of(planned, service);
  add("pause", pause && !is_stop,
      pause ? "paused, and a disarm that the file asks for passes" : "neither paused nor frozen",
      pause ? pause_of_plan(*pause, planned.plan, settings) : "")
      .clears_at = pause ? pause->until : std::nullopt;
  if (service.is == Presence::Is::kRuns) {
    const bool objects = !service.journal_failure.empty() && !is_stop;
    add("journal", objects, "what is done can be recorded, or need not be", service.journal_failure);
  }
  const auto& held = planned.plan.held;
  add("hold", held && !is_stop,
      held ? "held, and a disarm that the file asks for passes" : "the plan is within the change budget, or approved",
      held ? held->because : "");
  return rules;
}

namespace {

std::string pause_of_plan(const Pause& pause, const Plan& plan, const Settings& settings) {
  const Zone zone = zone_of_all(plan).value_or(machine_zone());
  return pause_sentence(pause, plan.now, zone, "`" + campaignctl_command(settings.file, "resume") + "`");
}

std::string hold_sentence(const Plan& plan, const Settings& settings, const Presence& service) {
  const std::string command = (service.is == Presence::Is::kAbsent ? "apply --approve " : "approve ") + plan.held->plan;
  return "The plan is held (" + escape_controls(plan.held->because) +
         "): only the disarms that the file asks for are made until a person lets it through, with `" +
         campaignctl_command(settings.file, command) + "`.";
}

}  // namespace

}  // namespace campaignd
