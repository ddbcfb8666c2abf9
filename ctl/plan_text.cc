#include "plan_text.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/display_text.h"
#include "exit_code.h"
#include "next_steps.h"
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
    if (entry->action == Action::kUpdate) recipients += counted_recipients(entry->recipients);
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

std::string note_about(const Unmanaged& campaign) {
  if (!campaign.released_from) return "";
  const std::string was = "was " + campaign.released_from->str();
  if (campaign.disarm) return was + "; to be taken off the clock";
  return campaign.scheduled_for ? was + "; still goes out" : was;
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
  const bool is_any_touched =
      std::any_of(plan.unmanaged.begin(), plan.unmanaged.end(), [](const Unmanaged& each) { return each.disarm; });
  std::string out = title_text("Unmanaged", plan.unmanaged.size(), options.paint) +
                    options.paint(Ink::kDim, is_any_touched ? "  in no file" : "  in no file, never touched") + "\n";
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

}  // namespace

}  // namespace campaignd
