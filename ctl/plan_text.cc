#include "plan_text.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/display_text.h"
#include "core/settings_place.h"
#include "exit_code.h"
#include "plan_entry_text.h"
#include "table.h"
#include "time_text.h"

namespace campaignd {

namespace {

using Entries = std::vector<const PlanEntry*>;
using Belongs = std::function<bool(const PlanEntry&)>;

constexpr std::size_t kShortList = 8;  // how many quiet campaigns are named; the JSON has them all

Entries entries_where(const Plan& plan, const Belongs& belongs);
Entries in_order_of_urgency(Entries entries);
std::string header(const Plan& plan, const Paint& paint);
std::string group(std::string_view title, const Entries& entries, const Plan& plan, const PlanTextOptions& options);
std::string short_list(std::string_view title, const Entries& entries, const PlanTextOptions& options);
std::string unmanaged_text(const Plan& plan, const PlanTextOptions& options);
std::string plan_warnings_text(const Plan& plan, const PlanTextOptions& options);
std::string next_steps(const Plan& plan, const PlanTextOptions& options);

bool is_quiet(const PlanEntry& entry) {
  return entry.fields.empty() && entry.warnings.empty() && entry.detail.empty();
}

}  // namespace

std::string plan_text(const Plan& plan, const PlanTextOptions& options) {
  const auto with = [&](Action action, bool quiet) {
    return entries_where(plan,
                         [=](const PlanEntry& entry) { return entry.action == action && is_quiet(entry) == quiet; });
  };
  const auto is_refused = [](const PlanEntry& entry) {
    return !is_error(entry) &&
           (entry.action == Action::kLocked || entry.action == Action::kBlocked || entry.action == Action::kImmutable);
  };
  const auto is_update = [](const PlanEntry& entry) { return entry.action == Action::kUpdate; };

  std::string out = header(plan, options.paint);
  out += group(plan.held ? "To update, once the plan is let through" : "To update",
               in_order_of_urgency(entries_where(plan, is_update)), plan, options);
  out += group("Refused", in_order_of_urgency(entries_where(plan, is_refused)), plan, options);
  out += group("Errors", entries_where(plan, is_error), plan, options);
  out += group("Suspended, and different", with(Action::kSuspended, /*quiet=*/false), plan, options);
  out += group("Unchanged, with warnings", with(Action::kUnchanged, /*quiet=*/false), plan, options);
  out += short_list("Suspended", with(Action::kSuspended, /*quiet=*/true), options);
  out += short_list("Unchanged", with(Action::kUnchanged, /*quiet=*/true), options);
  out += unmanaged_text(plan, options);
  out += plan_warnings_text(plan, options);
  for (const std::string& line : wrapped(plan_summary(plan), options.width)) {
    out += options.paint(Ink::kBold, line) + "\n";
  }
  return out + next_steps(plan, options);
}

std::string plan_summary(const Plan& plan) {
  std::string counts;
  const auto say = [&](Action action, std::string_view word) {
    const std::size_t count = plan.count(action);
    if (count == 0) return;
    counts += (counts.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(word);
  };
  say(Action::kUpdate, "to update");
  for (const Action action : {Action::kLocked, Action::kBlocked, Action::kImmutable, Action::kMissing, Action::kInvalid,
                              Action::kSuspended, Action::kUnchanged}) {
    say(action, to_text(action));
  }
  if (counts.empty()) counts = "no campaigns";
  if (!plan.unmanaged.empty()) counts += "; " + std::to_string(plan.unmanaged.size()) + " unmanaged";
  return "Plan: " + counts + ".";
}

namespace {

Entries entries_where(const Plan& plan, const Belongs& belongs) {
  Entries entries;
  for (const PlanEntry& entry : plan.entries) {
    if (belongs(entry)) entries.push_back(&entry);
  }
  return entries;
}

// As they are applied: disarms first, then soonest first.
Entries in_order_of_urgency(Entries entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const PlanEntry* a, const PlanEntry* b) {
    const auto rank = [](const PlanEntry* entry) {
      return std::pair(!entry->is_requested_disarm, entry->urgency.value_or(WallTime::max()));
    };
    return rank(a) < rank(b);
  });
  return entries;
}

std::string header(const Plan& plan, const Paint& paint) {
  constexpr std::size_t kShown = std::string_view("sha256:").size() + 12;
  std::string text = isolate(plan.revision.source) + "  " + plan.revision.hash.substr(0, kShown);
  if (plan.revision.commit) text += "  commit " + plan.revision.commit->substr(0, 12);
  return paint(Ink::kDim, text) + "\n\n";
}

HeadingWidths widths_of(const Entries& entries) {
  // One very long handle or name must not push everybody's place off the screen.
  constexpr std::size_t kWidest = 28;
  constexpr std::size_t kNarrowest = 14;  // names then stand above the values
  HeadingWidths widths{.handle = kNarrowest, .name = 0};
  for (const PlanEntry* entry : entries) {
    const std::size_t handle = display_width(entry->handle.str());
    const std::size_t name = display_width(shown_name(*entry));
    if (handle <= kWidest) widths.handle = std::max(widths.handle, handle);
    widths.name = std::max(widths.name, std::min(name, kWidest));
  }
  return widths;
}

std::string title_text(std::string_view title, std::size_t count, const Paint& paint) {
  return paint(Ink::kBold, std::string(title) + " (" + std::to_string(count) + ")");
}

// How many people the updates reach, `812 recipients`; empty where nothing is to be sent.
std::string reach_of(const Entries& entries) {
  std::int64_t recipients = 0;
  for (const PlanEntry* entry : entries) {
    if (entry->action == Action::kUpdate) recipients += entry->recipients.value_or(0);
  }
  return recipients == 0 ? "" : counted(recipients, "recipient");
}

std::string group(std::string_view title, const Entries& entries, const Plan& plan, const PlanTextOptions& options) {
  if (entries.empty()) return "";
  const HeadingWidths widths = widths_of(entries);
  std::string out = title_text(title, entries.size(), options.paint);
  if (const std::string reach = reach_of(entries); !reach.empty()) out += options.paint(Ink::kDim, "  " + reach);
  out += "\n";
  for (const PlanEntry* entry : entries) out += plan_entry_text(plan, *entry, widths, options) + "\n";
  return out;
}

// Lines under a title, indented by two.
std::string paragraph(std::string_view text, Ink ink, const PlanTextOptions& options) {
  std::string out;
  for (const std::string& line : wrapped(escape_controls(text), options.width > 2 ? options.width - 2 : 0)) {
    out += "  " + options.paint(ink, line) + "\n";
  }
  return out;
}

std::string short_list(std::string_view title, const Entries& entries, const PlanTextOptions& options) {
  if (entries.empty()) return "";
  std::string handles;
  for (std::size_t i = 0; i < std::min(entries.size(), kShortList); ++i) {
    handles += (i == 0 ? "" : ", ") + entries[i]->handle.str();
  }
  if (entries.size() > kShortList) handles += " and " + std::to_string(entries.size() - kShortList) + " more";
  return title_text(title, entries.size(), options.paint) + "\n" + paragraph(handles, Ink::kPlain, options) + "\n";
}

Zone shared_zone(const Plan& plan) {
  return zone_of_all(plan).value_or(Zone::utc());
}

std::string note_about(const Unmanaged& campaign) {
  if (!campaign.released_from) return "";
  const std::string was = "was " + campaign.released_from->str();
  if (campaign.disarm) return was + "; to be taken off the clock";
  return campaign.scheduled_for ? was + "; still goes out" : was;
}

// Released campaigns that `onRemove: disarm` takes off the clock.
std::size_t disarms_of(const Plan& plan) {
  return static_cast<std::size_t>(
      std::count_if(plan.unmanaged.begin(), plan.unmanaged.end(), [](const Unmanaged& each) { return each.disarm; }));
}

std::string unmanaged_text(const Plan& plan, const PlanTextOptions& options) {
  if (plan.unmanaged.empty()) return "";
  const Zone zone = shared_zone(plan);
  Table table({});
  std::size_t left_out = 0;
  for (const Unmanaged& each : plan.unmanaged) {
    // One that the file used to name is a trap and always shown.
    if (&each - plan.unmanaged.data() >= static_cast<std::ptrdiff_t>(kShortList) && !each.released_from) {
      ++left_out;
      continue;
    }
    const std::string when = each.scheduled_for ? told(*each.scheduled_for, plan.now, zone) : isolate(each.status);
    table.add({{each.id.str(), Ink::kDim}, {when}, {isolate(each.name)}});
    if (const std::string note = note_about(each); !note.empty()) table.add({{"  " + note, Ink::kYellow}});
  }
  std::string out = title_text("Unmanaged", plan.unmanaged.size(), options.paint) +
                    options.paint(Ink::kDim, disarms_of(plan) == 0 ? "  in no file, never touched" : "  in no file") +
                    "\n";
  out += table.text(2, options.paint);
  if (left_out > 0) out += "  and " + std::to_string(left_out) + " more; --output json has them all\n";
  return out + "\n";
}

std::string plan_warnings_text(const Plan& plan, const PlanTextOptions& options) {
  if (plan.warnings.empty()) return "";
  std::string out = title_text("Warnings", plan.warnings.size(), options.paint) + "\n";
  for (const Warning& warning : plan.warnings) {
    out += paragraph(warning_text(warning, shared_zone(plan)), Ink::kYellow, options);
  }
  return out + "\n";
}

std::string settings_of(const PlanTextOptions& options) {
  return options.settings_file.empty() ? "the settings" : isolate(options.settings_file);
}

std::string held_text(const Plan& plan) {
  return "Held: " + escape_controls(plan.held->because) +
         ". Until a person lets it through, nothing is written but the disarms that the file asks for.";
}

std::string pause_text(const Pause& pause, const Plan& plan) {
  return (pause.freeze ? "Frozen" : "Paused") + (pause.person.empty() ? "" : " by " + isolate(pause.person)) + ": " +
         isolate(pause.reason) + ". Until " +
         (pause.until ? told(*pause.until, plan.now, shared_zone(plan)) : "it is resumed") +
         (pause.freeze ? " campaignd takes campaigns off the clock and puts none on it."
                       : " campaignd sends nothing but the disarms that the file asks for.");
}

// What becomes of the updates, and what a person types about it: on a line of its own, so that it can be copied.
struct NextStep {
  std::string text;
  std::string command;
};

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
    return {pause_text(*options.pause, plan) +
            (is_absent ? " But it does not run now, so that it does not even do that." : "")};
  }
  if (options.is_to_be_applied) return {""};
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

}  // namespace

}  // namespace campaignd
