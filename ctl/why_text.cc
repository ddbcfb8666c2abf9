#include "why_text.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <variant>

#include "core/display_text.h"
#include "core/settings_place.h"
#include "core/told_instants.h"
#include "core/zone.h"
#include "plan_entry_text.h"
#include "plan_text.h"
#include "table.h"
#include "time_text.h"

namespace campaignd {

namespace {

std::string as_it_is(const PlanEntry& entry, WallTime now, const Zone& zone);
std::string what_becomes(const PlanEntry& entry, WallTime now, const Zone& zone);
std::string what_is_not_done(const PlanEntry& entry, WallTime now, const Zone& zone);
std::string rules_text(const PlanEntry& entry, const std::vector<Verdict>& rules, WallTime now,
                       const WhyTextOptions& options);

}  // namespace

std::string why_text(const Plan& plan, const PlanEntry& entry, const std::vector<Verdict>& rules,
                     const WhyTextOptions& options) {
  std::string out = options.paint(Ink::kBold, entry.handle.str());
  if (const std::string name = shown_name(entry); !name.empty()) out += "  " + name;
  if (entry.id) out += "  " + options.paint(Ink::kDim, entry.id->str());
  out += "  " + options.paint(Ink::kDim, place_text(plan, entry.at)) + "\n\n";
  for (const std::string& line : wrapped(outcome_sentences(entry, plan.now, options.standstill), options.width)) {
    out += line + "\n";
  }
  PlanTextOptions as_plan;
  as_plan.paint = options.paint;
  as_plan.width = options.width;
  const std::string details =
      changes_text(entry, plan.now, as_plan) + warnings_text(entry.warnings, own_zone(entry), as_plan);
  if (!details.empty()) out += "\n" + details;
  return out + rules_text(entry, rules, plan.now, options);
}

// What keeps its change from being made comes first: who reads no further must not take it for made.
std::string outcome_sentences(const PlanEntry& entry, WallTime now, const Standstill& standstill) {
  const Zone zone = own_zone(entry);
  const bool is_done_all_the_same = entry.is_requested_disarm && standstill.disarms;
  const bool is_kept = entry.action == Action::kUpdate && standstill.holds() && !is_done_all_the_same;
  std::string text;
  for (const std::string& sentence : {is_kept ? standstill.because : "", as_it_is(entry, now, zone),
                                      is_kept ? what_is_not_done(entry, now, zone) : what_becomes(entry, now, zone)}) {
    if (!text.empty() && !sentence.empty()) text += " ";
    text += sentence;
  }
  return escape_controls(with_told_instants(text, zone));
}

std::string unmanaged_sentences(const Unmanaged& campaign, WallTime now, const Zone& zone,
                                const WhyTextOptions& options) {
  const Standstill& standstill = options.standstill;
  const std::string to = campaign.recipients ? ", to " + counted(*campaign.recipients, "recipient") : "";
  std::string text = campaign.released_from ? "No entry names it any more: " + campaign.released_from->str() +
                                                  " was taken out of the file. "
                                            : "No file names it, so that campaignd does not touch it. ";
  if (!campaign.scheduled_for && campaign.status != "scheduled") {
    return escape_controls(text + "It is a draft and does not go out.");
  }
  const std::string when = campaign.scheduled_for ? "on " + told(*campaign.scheduled_for, now, zone)
                                                  : "at a time that the service does not give";
  const bool is_called_off = campaign.disarm && !standstill.holds();
  if (campaign.disarm && !is_called_off)
    text += "policy.onRemove is to take it off the clock, but: " + standstill.because + " ";
  if (is_called_off) {
    return escape_controls(
        text + "It is on the clock, and campaignd is about to take it off (policy.onRemove); else it would go out " +
        when + to + ".");
  }
  text += "It is on the clock and WILL be sent " + when + to + ".";
  const std::string name = campaign.released_from ? campaign.released_from->str() : campaign.id.str();
  text += campaign.released_from ? " To call it off, put its entry back with `scheduledFor: null`, or: `"
                                 : " To call it off: `";
  text += campaignctl_command(options.settings_file, "freeze --reason WHY " + name) + "`";
  return escape_controls(text);
}

std::string why_unmanaged_text(const Unmanaged& campaign, WallTime now, const Zone& zone,
                               const WhyTextOptions& options) {
  std::string out =
      options.paint(Ink::kBold, isolate(campaign.name)) + "  " + options.paint(Ink::kDim, campaign.id.str()) + "\n\n";
  for (const std::string& line : wrapped(unmanaged_sentences(campaign, now, zone, options), options.width)) {
    out += line + "\n";
  }
  return out;
}

namespace {

std::string to_whom(const PlanEntry& entry) {
  return entry.recipients ? ", to " + counted(*entry.recipients, "recipient") : "";
}

// What would happen if campaignd did nothing.
std::string as_it_is(const PlanEntry& entry, WallTime now, const Zone& zone) {
  if (!entry.status) return "";
  if (entry.status == "draft") return "It is a draft and does not go out.";
  if (entry.status == "scheduled") {
    if (!entry.scheduled_for) return "It is on the clock, and the service gives no time.";
    return "It is on the clock for " + told(*entry.scheduled_for, now, zone) + to_whom(entry) + ".";
  }
  return "It is " + isolate(*entry.status) + to_whom(entry) + ".";
}

// `name, template and scheduledFor`
std::string field_names(const PlanEntry& entry) {
  std::string names;
  for (std::size_t i = 0; i < entry.fields.size(); ++i) {
    if (i > 0) names += i + 1 == entry.fields.size() ? " and " : ", ";
    names += to_text(entry.fields[i].field);
  }
  return names;
}

std::string because(const PlanEntry& entry) {
  if (!entry.cause) return "";
  switch (*entry.cause) {
    case Cause::kFile:
      return ", because the file says so";
    case Cause::kService:
      return ", because somebody changed it at the service and the file did not change";
    case Cause::kBoth:
      return ", because the file changed, and the service changed too";
  }
  return "";
}

std::string update_sentence(const PlanEntry& entry, WallTime now, const Zone& zone) {
  if (entry.is_requested_disarm) {
    return "campaignd is about to take it off the clock" + because(entry) + "; it then does not go out.";
  }
  const FieldChange* const time = entry.change_of(Field::kScheduledFor);
  const auto* const to = time == nullptr ? nullptr : std::get_if<WallTime>(&time->to);
  if (to != nullptr && entry.status == "draft") {
    return "campaignd is about to put it on the clock for " + told(*to, now, zone) + to_whom(entry) + because(entry) +
           ".";
  }
  const std::string moves = to == nullptr ? "" : "; it then goes out on " + told(*to, now, zone);
  return "campaignd is about to change its " + field_names(entry) + because(entry) + moves + ".";
}

// What the file wants, of a change that something keeps campaignd from making.
std::string what_is_not_done(const PlanEntry& entry, WallTime now, const Zone& zone) {
  const std::string why = entry.cause == Cause::kFile ? "" : because(entry);
  if (entry.is_requested_disarm)
    return "The file wants it off the clock" + why + "; that is not done, and it WILL go out.";
  const FieldChange* const time = entry.change_of(Field::kScheduledFor);
  const auto* const to = time == nullptr ? nullptr : std::get_if<WallTime>(&time->to);
  if (to != nullptr && entry.status == "draft") {
    return "The file wants it on the clock for " + told(*to, now, zone) + to_whom(entry) + why + "; that is not done.";
  }
  return "The file wants another " + field_names(entry) + why + "; that is not done." +
         (to == nullptr ? "" : " It would then go out on " + told(*to, now, zone) + ".");
}

std::string why_not(const PlanEntry& entry) {
  return entry.detail.empty() ? entry.reason : entry.detail + " (" + entry.reason + ")";
}

std::string what_becomes(const PlanEntry& entry, WallTime now, const Zone& zone) {
  const std::string until = entry.clears_at ? " That ends by itself on " + told(*entry.clears_at, now, zone) + "." : "";
  switch (entry.action) {
    case Action::kUpdate:
      return update_sentence(entry, now, zone);
    case Action::kUnchanged:
      return "Nothing is to be changed: the file says the same.";
    case Action::kLocked:
      return "It goes out as it is, because the change of its " + field_names(entry) +
             " comes too late: " + why_not(entry) + ".";
    case Action::kBlocked:
      return (entry.fields.empty() ? std::string("It is not touched: ")
                                   : "Its " + field_names(entry) + " should change, and may not: ") +
             why_not(entry) + "." + until;
    case Action::kImmutable:
      return "Its " + field_names(entry) + " is not what the file says, and stays so: " + why_not(entry) + ".";
    case Action::kMissing:
      return "There is no such campaign at the service: " + why_not(entry) + ".";
    case Action::kInvalid:
      return "Its entry cannot be carried out, so that it stays as it is: " + why_not(entry) + ".";
    case Action::kSuspended:
      return "campaignd leaves it alone, because its entry says `suspend: true`.";
  }
  return "";
}

Ink ink_of_answer(Answer answer) {
  switch (answer) {
    case Answer::kAllows:
      return Ink::kGreen;
    case Answer::kWarns:
      return Ink::kYellow;
    case Answer::kObjects:
      return Ink::kRed;
    case Answer::kNotAsked:
      return Ink::kDim;
  }
  return Ink::kPlain;
}

std::string answer_text(const Verdict& verdict, WallTime now, const Zone& zone) {
  std::string text = verdict.given;
  if (!verdict.detail.empty()) text += (text.empty() ? "" : ": ") + verdict.detail;
  if (verdict.clears_at) text += "; until " + told(*verdict.clears_at, now, zone);
  if (verdict.nearest) text += "; nearest time " + told(*verdict.nearest, now, zone);
  return escape_controls(with_told_instants(text, zone));
}

std::string rules_text(const PlanEntry& entry, const std::vector<Verdict>& rules, WallTime now,
                       const WhyTextOptions& options) {
  if (rules.empty()) return "";
  constexpr std::size_t kAnswer = 9;  // `not asked`
  constexpr std::size_t kNarrow = 24;
  std::size_t rule_width = 0;
  for (const Verdict& verdict : rules) rule_width = std::max(rule_width, display_width(verdict.rule));
  const std::size_t margin = 2 + kAnswer + 2 + rule_width + 2;
  const std::size_t room = options.width > margin + kNarrow ? options.width - margin : 0;
  std::string out = "\n" + options.paint(Ink::kBold, "Rules, in the order in which they are asked") + "\n";
  for (const Verdict& verdict : rules) {
    std::string start = "  " + options.paint(ink_of_answer(verdict.answer), padded(to_text(verdict.answer), kAnswer)) +
                        "  " + padded(verdict.rule, rule_width) + "  ";
    for (const std::string& line : wrapped(answer_text(verdict, now, own_zone(entry)), room)) {
      std::string whole = start + line;
      whole.erase(whole.find_last_not_of(' ') + 1);
      out += whole + "\n";
      start = std::string(margin, ' ');
    }
  }
  return out;
}

}  // namespace

}  // namespace campaignd
