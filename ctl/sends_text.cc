#include "sends_text.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/display_text.h"
#include "core/told_instants.h"
#include "labelled_text.h"
#include "plan_entry_text.h"
#include "table.h"
#include "time_text.h"

namespace campaignd {

namespace {

struct SendWidths {
  std::size_t when = 0;
  std::size_t recipients = 0;
  std::size_t message_template = 0;
};

std::string send_text(const Plan& plan, const Send& send, const SendWidths& widths, const SendsTextOptions& options);
std::string kept_off_text(const Plan& plan, const Send& send, const SendsTextOptions& options);
std::string totals(const std::vector<const Send*>& listed, const SendsTextOptions& options);
SendWidths widths_of(const Plan& plan, const std::vector<const Send*>& going, const SendsTextOptions& options);

}  // namespace

std::string sends_text(const Plan& plan, const std::vector<Send>& sends, const SendsTextOptions& options) {
  std::vector<const Send*> going;
  std::vector<const Send*> kept_off;
  for (const Send& send : sends) (send.outlook == Outlook::kKeptOff ? kept_off : going).push_back(&send);

  std::string out;
  const SendWidths widths = widths_of(plan, going, options);
  for (const Send* send : going) out += send_text(plan, *send, widths, options) + "\n";
  if (!kept_off.empty()) {
    out += options.paint(Ink::kBold, "Does not go out, although the file schedules it") + "\n";
    for (const Send* send : kept_off) out += kept_off_text(plan, *send, options);
    out += "\n";
  }
  for (const Warning& warning : plan.warnings) {
    for (const std::string& line : wrapped(escape_controls(warning_text(warning, options.zone)), options.width)) {
      out += options.paint(Ink::kYellow, line) + "\n";
    }
  }
  if (options.standstill.holds()) {
    for (const std::string& line : wrapped(options.standstill.because, options.width)) {
      out += options.paint(Ink::kYellow, line) + "\n";
    }
  }
  for (const std::string& line : wrapped(totals(going, options), options.width)) {
    out += options.paint(Ink::kBold, line) + "\n";
  }
  return out;
}

namespace {

Zone zone_of(const Send& send, const SendsTextOptions& options) {
  if (send.entry == nullptr) return options.zone;
  return own_zone(*send.entry);
}

std::string when_text(const Plan& plan, const Send& send, const SendsTextOptions& options) {
  if (send.outlook == Outlook::kBeingSent) return "now";
  return send.at ? told(*send.at, plan.now, zone_of(send, options)) : "at an unknown time";
}

std::string recipients_text(const Send& send) {
  return send.recipients ? std::to_string(*send.recipients) : "?";
}

SendWidths widths_of(const Plan& plan, const std::vector<const Send*>& going, const SendsTextOptions& options) {
  constexpr std::size_t kWidest = 28;  // one very long name must not push everybody's number off the screen
  SendWidths widths;
  for (const Send* send : going) {
    widths.when = std::max(widths.when, display_width(when_text(plan, *send, options)));
    widths.recipients = std::max(widths.recipients, recipients_text(*send).size());
    widths.message_template =
        std::max(widths.message_template, std::min(display_width(isolate(send->message_template)), kWidest));
  }
  return widths;
}

// When and who; on a narrow screen below each other.
std::string heading(std::string_view when, std::size_t width, std::string_view who, const SendsTextOptions& options) {
  const bool fits = options.width == 0 || width + 2 + display_width(who) <= options.width;
  const std::string between = fits ? std::string(width - display_width(when) + 2, ' ') : "\n  ";
  return std::string(when) + between + options.paint(Ink::kBold, who) + "\n";
}

std::string title(const Send& send, std::string_view when, std::size_t width, const SendsTextOptions& options) {
  if (send.entry != nullptr) return heading(when, width, send.entry->handle.str(), options);
  const std::string was = send.released_from ? "was " + send.released_from->str() + ", " : "";
  const std::string note = was + "no file names it" + (send.released_from ? " any more" : "");
  std::string out = heading(when, width, send.id.str(), options);
  for (const std::string& line : wrapped(note, options.width > 2 * kLabelIndent ? options.width - kLabelIndent : 0)) {
    out += std::string(kLabelIndent, ' ') + options.paint(Ink::kYellow, line) + "\n";
  }
  return out;
}

// What the file wants of it: `scheduledFor to Tue 2026-12-01 20:00 +03:00, in 7 days; template to …`
std::string wanted_text(const Plan& plan, const Send& send) {
  if (send.entry == nullptr) return "";
  const Zone zone = own_zone(*send.entry);
  std::string text;
  for (const FieldChange& change : send.entry->fields) {
    const bool is_known = change.field == Field::kScheduledFor && send.outlook == Outlook::kToBeArmed;
    if (is_known) continue;
    text += (text.empty() ? "" : "; ") + std::string(to_text(change.field)) + " to " +
            value_text(change.to, change.field, plan.now, zone);
  }
  return text;
}

// What the plan says against a change of it: `lockWindow: it starts within …`.
std::string refusal_text(const PlanEntry& entry) {
  const bool is_refused = entry.action == Action::kLocked || entry.action == Action::kBlocked ||
                          entry.action == Action::kInvalid || entry.action == Action::kImmutable;
  if (!is_refused) return "";
  if (entry.reason.empty() || entry.detail.empty()) return entry.reason + entry.detail;
  return entry.reason + ": " + entry.detail;
}

bool is_to_be_changed(const Send& send, const Standstill& standstill) {
  if (send.outlook == Outlook::kToBeDisarmed) return true;
  return send.entry != nullptr && send.entry->action == Action::kUpdate && !standstill.holds();
}

// What becomes of it, and what the file wants beside that.
std::string change_lines(const Plan& plan, const Send& send, const SendsTextOptions& options) {
  const Page page{options.paint, options.width};
  if (send.outlook == Outlook::kToBeDisarmed) {
    return labelled("called off", "it is about to be taken off the clock", Ink::kGreen, page);
  }
  if (send.to_be_disarmed) {
    const std::string who = send.entry != nullptr ? "the file wants it off the clock" : "policy.onRemove calls it off";
    return labelled("not done", who + ", and that is not done: it WILL go out", Ink::kRed, page);
  }
  const std::string wanted = wanted_text(plan, send);
  if (wanted.empty()) return "";
  return is_to_be_changed(send, options.standstill) ? labelled("to change", wanted, Ink::kGreen, page)
                                                    : labelled("not changed", wanted, Ink::kYellow, page);
}

std::string facts_line(const Send& send, const SendWidths& widths, const SendsTextOptions& options) {
  const std::string count = recipients_text(send);
  const std::string recipients = count + (send.recipients == 1 ? " recipient " : " recipients");
  const std::string message_template = send.message_template.empty() ? "no template" : isolate(send.message_template);
  const std::string number = send.phone_number.empty() ? "no number" : isolate(send.phone_number);
  const bool says_more = send.entry == nullptr || send.name != send.entry->handle.str();
  const std::string name = says_more ? isolate(send.name) : "";
  std::vector<std::string> cells{std::string(widths.recipients - count.size(), ' ') + recipients,
                                 padded(message_template, widths.message_template), number};
  if (!name.empty()) cells.push_back(name);
  std::string line = side_by_side(cells, kLabelIndent, 0);
  if (options.width == 0 || display_width(line) <= options.width + 1) return line;
  // Columns are of no use then.
  cells.front() = recipients;
  cells[1] = message_template;
  return side_by_side(cells, kLabelIndent, options.width);
}

std::string since_text(const Plan& plan, const Send& send, const Zone& zone) {
  const auto since = send.started_at ? send.started_at : send.at;
  return "since " + (since ? told(*since, plan.now, zone) : "a time that the service does not give") +
         "; what it has sent cannot be called back";
}

std::string send_text(const Plan& plan, const Send& send, const SendWidths& widths, const SendsTextOptions& options) {
  std::string out =
      title(send, when_text(plan, send, options), widths.when, options) + facts_line(send, widths, options);
  const Zone zone = zone_of(send, options);
  const auto line = [&](std::string_view label, const std::string& text, Ink ink) {
    if (!text.empty()) out += labelled(label, with_told_instants(text, zone), ink, {options.paint, options.width});
  };
  if (send.outlook == Outlook::kBeingSent) line("being sent", since_text(plan, send, zone), Ink::kGreen);
  if (send.outlook == Outlook::kToBeArmed) line("draft", "it is about to be put on the clock", Ink::kGreen);
  out += change_lines(plan, send, options);
  if (send.entry != nullptr) {
    line(to_text(send.entry->action), refusal_text(*send.entry), Ink::kYellow);
    if (send.entry->action == Action::kSuspended) line("suspended", "the file leaves it alone", Ink::kDim);
  }
  for (const Warning& warning : send.warnings) {
    line("warning", warning_text(warning, zone), Ink::kYellow);
  }
  return out;
}

// The sentences stand below the list once.
std::string halt_in_short(const Standstill& standstill) {
  if (standstill.state == "not-running") return "campaignd does not run";
  if (standstill.state == "clone") return "campaignd only looks";
  if (standstill.state == "dry-run") return "this is a dry run";
  if (standstill.state == "held") return "the plan is held";
  return "campaignd is " + standstill.state;
}

std::string kept_off_text(const Plan& plan, const Send& send, const SendsTextOptions& options) {
  const std::string when = when_text(plan, send, options);
  const bool fits =
      options.width == 0 || 2 + send.entry->handle.str().size() + 2 + display_width(when) <= options.width;
  std::string out = "  " + options.paint(Ink::kBold, send.entry->handle.str()) + (fits ? "  " : "\n    ") + when + "\n";
  std::string why = with_told_instants(refusal_text(*send.entry), zone_of(send, options));
  const bool is_halted = send.entry->action == Action::kUpdate;  // nothing is wrong with it, but nothing is done either
  if (is_halted) why = "it would be put on the clock, and is not: " + halt_in_short(options.standstill);
  if (why.empty()) why = "the file leaves it alone";
  return out +
         labelled(is_halted ? "draft" : to_text(send.entry->action), why, Ink::kYellow, {options.paint, options.width});
}

std::string totals(const std::vector<const Send*>& listed, const SendsTextOptions& options) {
  const std::string within = options.within ? " within " + in_words(*options.within) : "";
  std::int64_t recipients = 0;
  std::int64_t count = 0;
  std::int64_t being_sent = 0;
  bool is_all = true;
  for (const Send* send : listed) {
    if (send->outlook == Outlook::kBeingSent) ++being_sent;
    if (!goes_out(*send)) continue;
    ++count;
    recipients += counted_recipients(send->recipients);
    is_all = is_all && send->recipients;
  }
  const auto called_off = static_cast<std::int64_t>(listed.size()) - count - being_sent;
  const std::string less = called_off == 0 ? ""
                                           : "; " + counted(called_off, "campaign") + " above " +
                                                 (called_off == 1 ? "is" : "are") + " to be taken off the clock";
  const std::string now =
      being_sent == 0 ? "" : counted(being_sent, "campaign") + (being_sent == 1 ? " is" : " are") + " being sent now. ";
  if (count == 0) return now + "Nothing " + (now.empty() ? "" : "else ") + "goes out" + within + less + ".";
  return now + counted(count, "campaign") + (count == 1 ? " goes out" : " go out") + within + ", to " +
         (is_all ? "" : "at least ") + counted(recipients, "recipient") + less + ".";
}

}  // namespace

}  // namespace campaignd
