#include "next_steps.h"

#include <algorithm>
#include <cstddef>

#include "core/display_text.h"
#include "core/settings_place.h"
#include "exit_code.h"
#include "halt_text.h"
#include "plan_entry_text.h"
#include "table.h"

namespace campaignd {
namespace {

// The command stands on a line of its own, so that it can be copied.
struct NextStep {
  std::string text;
  std::string command;
};

NextStep next_step(const Plan& plan, const PlanTextOptions& options);
std::string held_text(const Plan& plan);

}  // namespace

std::string next_steps(const Plan& plan, const PlanTextOptions& options) {
  std::string out;
  const auto say = [&](const std::string& text, Ink ink) {
    if (text.empty()) return;
    for (const std::string& line : wrapped(text, options.width)) out += options.paint(ink, line) + "\n";
  };
  if (plan.held) say(held_text(plan), Ink::kYellow);
  if (std::any_of(plan.entries.begin(), plan.entries.end(), is_error)) {
    say("What stands under Errors is left as it is until it is mended; the others go on.", Ink::kRed);
  }
  const NextStep next = next_step(plan, options);
  say(next.text, Ink::kPlain);
  if (!next.command.empty()) out += "  " + options.paint(Ink::kBold, next.command) + "\n";
  return out;
}

namespace {

// Released campaigns that `onRemove: disarm` takes off the clock.
std::size_t disarms_of(const Plan& plan) {
  return static_cast<std::size_t>(
      std::count_if(plan.unmanaged.begin(), plan.unmanaged.end(), [](const Unmanaged& each) { return each.disarm; }));
}

std::string settings_of(const PlanTextOptions& options) {
  return options.settings_file.empty() ? "the settings" : isolate(options.settings_file);
}

std::string held_text(const Plan& plan) {
  return "Held: " + escape_controls(plan.held->because) +
         ". Until a person lets it through, nothing is written but the disarms that the file asks for.";
}

NextStep next_step(const Plan& plan, const PlanTextOptions& options) {
  const std::size_t updates = plan.count(Action::kUpdate) + disarms_of(plan);
  if (updates == 0) {
    return {exit_code_of(plan) == kExitWell ? "Nothing to do: file and service agree." : "No change to make now."};
  }
  if (options.is_rehearsal) return {"This is not the service's own file; nothing comes of it by itself."};
  if (options.dry_run) {
    return {"Dry run: campaignd only looks. When this is what you want, remove reconcile.dryRun from " +
                settings_of(options) + " and reload it:",
            "systemctl reload campaignd"};
  }
  if (options.is_clone) {
    return {
        "campaignd only looks: its state directory was copied from another machine. Where this machine is to take "
        "over, stop the other one, then:",
        campaignctl_command(options.settings_file, "resume")};
  }
  const bool is_absent = options.service == Presence::Is::kAbsent;
  if (options.pause) {
    const std::string text = pause_sentence(*options.pause, plan.now, shared_zone(plan), "it is resumed");
    if (is_absent) return {text + " But it does not run now, so that it does not even do that."};
    return {text, campaignctl_command(options.settings_file, "resume")};
  }
  if (options.is_to_be_applied) return {""};
  if (!options.journal_failure.empty()) {
    return {journal_sentence(options.journal_failure)};
  }
  if (plan.held) {
    return is_absent ? NextStep{"campaignd does not run. If it is what you want, this lets it through and makes it so:",
                                campaignctl_command(options.settings_file, "apply --approve " + plan.held->plan)}
                     : NextStep{"If it is what you want, while campaignd runs:",
                                campaignctl_command(options.settings_file, "approve " + plan.held->plan)};
  }
  const std::string these = updates == 1 ? "this change" : "these changes";
  const std::string apply = campaignctl_command(options.settings_file, "apply");
  if (is_absent) {
    return {"campaignd does not run, so that nobody makes " + these + ". To have " + (updates == 1 ? "it" : "them") +
                " made from here:",
            apply};
  }
  return {"campaignd" + std::string(options.service == Presence::Is::kRuns ? "" : ", where it runs,") + " makes " +
              these + " at its next reconcile. To have " + (updates == 1 ? "it" : "them") + " now:",
          apply};
}

}  // namespace
}  // namespace campaignd
