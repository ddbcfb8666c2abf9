#include "plan_entry_text.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "core/display_text.h"
#include "core/nearest.h"
#include "core/told_instants.h"
#include "labelled_text.h"
#include "table.h"
#include "time_text.h"

namespace campaignd {

namespace {

std::string heading(const Plan& plan, const PlanEntry& entry, HeadingWidths widths, const PlanTextOptions& options);
std::string state_text(const PlanEntry& entry, WallTime now);
std::string why_text(const PlanEntry& entry);
std::string cause_text(const PlanEntry& entry);
std::optional<WallTime> nearest_time(const PlanEntry& entry);
std::string nearest_name(const Plan& plan, const PlanEntry& entry);
std::string change_text(const PlanEntry& entry, const FieldChange& change, WallTime now,
                        const PlanTextOptions& options);
Ink ink_of(const PlanEntry& entry);

Page page_of(const PlanTextOptions& options) {
  return {options.paint, options.width};
}

}  // namespace

Zone own_zone(const PlanEntry& entry) {
  return Zone::find(entry.timezone).value_or(Zone::utc());
}

std::string plan_entry_text(const Plan& plan, const PlanEntry& entry, HeadingWidths widths,
                            const PlanTextOptions& options) {
  const Zone zone = own_zone(entry);
  std::string out = heading(plan, entry, widths, options);
  const auto line = [&](std::string_view label, const std::string& text, Ink ink = Ink::kDim) {
    if (!text.empty()) out += labelled(label, with_told_instants(text, zone), ink, page_of(options));
  };
  if (entry.action != Action::kUpdate) line(to_text(entry.action), why_text(entry), ink_of(entry));
  if (entry.clears_at && entry.action != Action::kUpdate) line("until", told(*entry.clears_at, plan.now, zone));
  if (const auto time = nearest_time(entry)) line("nearest time", told(*time, plan.now, zone));
  line("did you mean", nearest_name(plan, entry));
  line("now", state_text(entry, plan.now));
  line("cause", cause_text(entry));
  return out + changes_text(entry, plan.now, options) + warnings_text(entry.warnings, zone, options);
}

std::string shown_name(const PlanEntry& entry) {
  return entry.name.empty() || entry.name == entry.handle.str() ? "" : isolate(entry.name);
}

std::string value_text(const FieldValue& value, Field field, WallTime now, const Zone& zone) {
  if (const auto* text = std::get_if<std::string>(&value)) return isolate(*text);
  if (const auto* instant = std::get_if<WallTime>(&value)) return told(*instant, now, zone);
  return field == Field::kScheduledFor ? "draft, does not go out" : "none";
}

std::optional<Zone> zone_of_all(const Plan& plan) {
  for (const PlanEntry& entry : plan.entries) {
    if (entry.timezone != plan.entries.front().timezone) return std::nullopt;
  }
  return plan.entries.empty() ? std::nullopt : Zone::find(plan.entries.front().timezone);
}

Zone shared_zone(const Plan& plan) {
  return zone_of_all(plan).value_or(Zone::utc());
}

std::string place_text(const Plan& plan, const Mark& at) {
  if (at.file >= plan.files.size()) return "";
  return isolate(plan.files[at.file]) + (at.line == 0 ? "" : ":" + std::to_string(at.line));
}

std::string changes_text(const PlanEntry& entry, WallTime now, const PlanTextOptions& options) {
  std::string out;
  for (const FieldChange& change : entry.fields) out += change_text(entry, change, now, options);
  return out;
}

std::string warning_text(const Warning& warning, const Zone& zone) {
  return with_told_instants(warning.rule.empty() ? warning.detail : warning.rule + ": " + warning.detail, zone);
}

std::string warnings_text(const std::vector<Warning>& warnings, const Zone& zone, const PlanTextOptions& options) {
  std::string out;
  for (const Warning& warning : warnings) {
    out += labelled("warning", warning_text(warning, zone), Ink::kYellow, page_of(options));
  }
  return out;
}

namespace {

std::string heading(const Plan& plan, const PlanEntry& entry, HeadingWidths widths, const PlanTextOptions& options) {
  const Paint& paint = options.paint;
  std::string line = "  " + paint(Ink::kBold, padded(entry.handle.str(), widths.handle));
  if (widths.name > 0) line += "  " + padded(shown_name(entry), widths.name);
  line += "  " + paint(Ink::kDim, place_text(plan, entry.at));
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

// What the campaign is at the service. The time is left out where the lines below tell it anyway.
std::string state_text(const PlanEntry& entry, WallTime now) {
  if (!entry.status) return "";
  std::string text = isolate(*entry.status);
  if (entry.scheduled_for && entry.change_of(Field::kScheduledFor) == nullptr) {
    text += ", " + told(*entry.scheduled_for, now, own_zone(entry));
  }
  if (entry.recipients) {
    text += "; " + counted(*entry.recipients, "recipient");
  }
  return text;
}

// `lockWindow: it starts in 4 min, …`
std::string why_text(const PlanEntry& entry) {
  if (entry.reason.empty()) return entry.detail;
  return entry.detail.empty() ? entry.reason : entry.reason + ": " + entry.detail;
}

// Only what a reader would not guess: that the file was edited is the usual case.
std::string cause_text(const PlanEntry& entry) {
  if (entry.fields.empty() || !entry.cause) return "";
  switch (*entry.cause) {
    case Cause::kFile:
      return "";
    case Cause::kService:
      return "changed at the service since file and service last agreed; the file did not change";
    case Cause::kBoth:
      return "changed in the file and at the service since they last agreed";
  }
  return "";
}

// The nearest time that the rule which refuses the entry would allow.
std::optional<WallTime> nearest_time(const PlanEntry& entry) {
  for (const Verdict& verdict : entry.asked) {
    if (verdict.answer == Answer::kObjects && verdict.rule == entry.reason) return verdict.nearest;
  }
  return std::nullopt;
}

// A name that was mistyped, or a campaign that was made anew under another id: most likely no file names it yet.
std::string nearest_name(const Plan& plan, const PlanEntry& entry) {
  if (entry.action != Action::kMissing || entry.name.empty()) return "";
  std::vector<std::string_view> names;
  for (const Unmanaged& each : plan.unmanaged) names.emplace_back(each.name);
  const auto name = nearest(entry.name, names);
  if (!name) return "";
  const auto it = std::find_if(plan.unmanaged.begin(), plan.unmanaged.end(),
                               [&](const Unmanaged& each) { return each.name == *name; });
  return isolate(*name) + " is in no file; its id is " + it->id.str();
}

std::string change_text(const PlanEntry& entry, const FieldChange& change, WallTime now,
                        const PlanTextOptions& options) {
  const Zone zone = own_zone(entry);
  const bool has_lost_its_time = change.field == Field::kScheduledFor && entry.status == "scheduled" &&
                                 std::holds_alternative<std::monostate>(change.from);
  const std::string from =
      has_lost_its_time ? "scheduled, without a time" : value_text(change.from, change.field, now, zone);
  return changed_side(to_text(change.field), '-', from, Ink::kRed, page_of(options)) +
         changed_side("", '+', value_text(change.to, change.field, now, zone) + shift_text(change), Ink::kGreen,
                      page_of(options));
}

Ink ink_of(const PlanEntry& entry) {
  switch (entry.action) {
    case Action::kMissing:
    case Action::kInvalid:
      return Ink::kRed;
    case Action::kLocked:
    case Action::kBlocked:
    case Action::kImmutable:
      return Ink::kYellow;
    case Action::kUpdate:
    case Action::kUnchanged:
    case Action::kSuspended:
      return Ink::kPlain;
  }
  return Ink::kPlain;
}

}  // namespace

}  // namespace campaignd
