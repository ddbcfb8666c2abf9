#include "status_text.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/display_text.h"
#include "core/settings_place.h"
#include "core/told_instants.h"
#include "core/zone.h"
#include "exit_code.h"
#include "plan_entry_text.h"
#include "table.h"
#include "time_text.h"

namespace campaignd {

namespace {

constexpr std::size_t kLabelWidth = 10;
constexpr std::size_t kShownSends = kBriefEntries;
constexpr std::size_t kIndent = 2;

std::string status_troubles(const ServiceStatus& status, const StatusTextOptions& options);
std::string standing_lines(const ServiceStatus& status, const StatusTextOptions& options);
std::string next_sends_text(const ServiceStatus& status, const StatusTextOptions& options);
std::string differing_text(const ServiceStatus& status, const StatusTextOptions& options);
std::string totals_text(const ServiceStatus& status, const StatusTextOptions& options);

std::string status_paragraph(std::string_view text, Ink ink, const StatusTextOptions& options) {
  std::string out;
  for (const std::string& line : wrapped(escape_controls(text), options.width)) out += options.paint(ink, line) + "\n";
  return out;
}

// On a line of its own, so that it can be copied.
std::string command_line_text(std::string_view arguments, const StatusTextOptions& options) {
  return "  " + options.paint(Ink::kBold, campaignctl_command(options.settings_file, arguments)) + "\n";
}

// Of the service as a whole: the files' zone, where all campaigns share one.
Zone zone_of_service(const Plan& plan) {
  return zone_of_all(plan).value_or(Zone::utc());
}

}  // namespace

std::string status_text(const ServiceStatus& status, const StatusTextOptions& options) {
  return status_troubles(status, options) + standing_lines(status, options) + next_sends_text(status, options) +
         differing_text(status, options) + totals_text(status, options);
}

namespace {

std::string pause_line(const Pause& pause, const ServiceStatus& status, std::string_view word) {
  const Zone zone = zone_of_service(*status.snapshot.plan);
  std::string text = std::string(word);
  if (!pause.person.empty()) text += " by " + isolate(pause.person);
  if (pause.since != WallTime{}) text += " " + distance(pause.since, status.now);
  text += ": " + isolate(pause.reason) + ". Until " +
          (pause.until ? told(*pause.until, status.now, zone) : "somebody resumes it") + " ";
  return text + (pause.freeze ? "it takes campaigns off the clock and puts none on it."
                              : "it changes nothing but takes off the clock what the file says.");
}

// Errors first, since the exit code has them first.
std::string status_troubles(const ServiceStatus& status, const StatusTextOptions& options) {
  const Snapshot& snapshot = status.snapshot;
  std::string out;
  const auto error = [&](const std::string& text) { out += status_paragraph("Error: " + text, Ink::kRed, options); };
  for (const Diagnostic& each : snapshot.errors) out += status_paragraph(to_text(each), Ink::kRed, options);
  if (!snapshot.errors.empty()) {
    out += status_paragraph(snapshot.revision ? "The last good revision stays in force until that is mended."
                                              : "There is no revision in force until that is mended.",
                            Ink::kPlain, options);
  }
  if (snapshot.key_refused) {
    error("the OTPIQ API does not accept the key; nothing is asked until it changes, a reload, or ten minutes");
  }
  if (!snapshot.last_error.empty()) error(snapshot.last_error);
  if (!snapshot.journal_failure.empty()) {
    error("the journal cannot be written, so that only disarms are: " + snapshot.journal_failure);
  }
  if (status.is_late()) {
    const std::string last = snapshot.last_reconcile
                                 ? "the last reconcile was " + distance(*snapshot.last_reconcile, status.now)
                                 : "no reconcile has come to its end since the service was started " +
                                       distance(*snapshot.started, status.now);
    error(last + ", and one is due every " + in_words(snapshot.interval));
    out += "  " + options.paint(Ink::kBold, "systemctl status campaignd") + "\n";
  }
  if (snapshot.is_clone) {
    out += status_paragraph(
        "This state directory was copied from another machine: nothing is written. Where this machine is to take over, "
        "stop the other one, then:",
        Ink::kYellow, options);
    out += command_line_text("resume", options);
  }
  if (const auto& pause = snapshot.pause) {
    out += status_paragraph(pause_line(*pause, status, pause->freeze ? "Frozen" : "Paused"), Ink::kYellow, options);
    if (!snapshot.is_clone) out += command_line_text("resume", options);
  }
  if (const auto& held = snapshot.plan->held) {
    out += status_paragraph(
        "Held: " + held->because + ". To let this plan through, once you have read it:", Ink::kYellow, options);
    out += command_line_text("approve " + isolate(held->plan), options);
  }
  if (snapshot.dry_run) out += status_paragraph("Dry run: it looks and writes nothing.", Ink::kYellow, options);
  if (!snapshot.waiting_for.empty()) {
    out += status_paragraph("Waiting: " + snapshot.waiting_for, Ink::kYellow, options);
  }
  if (out.empty()) return status_paragraph("campaignd is running.", Ink::kGreen, options) + "\n";
  return out + "\n";
}

std::string outcome_text(const Snapshot& snapshot) {
  if (!snapshot.last_outcome) return "";
  switch (*snapshot.last_outcome) {
    case ReconcileOutcome::kAgreement:
      return "in agreement";
    case ReconcileOutcome::kError:
      return "with errors";
    case ReconcileOutcome::kLeft:
      return "something was left";
  }
  return "";
}

std::string standing_lines(const ServiceStatus& status, const StatusTextOptions& options) {
  const Snapshot& snapshot = status.snapshot;
  std::string out;
  const auto line = [&](std::string_view label, const std::string& text) {
    out += options.paint(Ink::kDim, padded(label, kLabelWidth)) + text + "\n";
  };
  if (const auto& revision = snapshot.revision) {
    constexpr std::size_t kShown = std::string_view("sha256:").size() + 12;
    std::string text = isolate(revision->hash.substr(0, kShown));
    if (revision->commit) text += ", commit " + isolate(revision->commit->substr(0, 12));
    if (snapshot.revision_loaded_at) text += ", loaded " + distance(*snapshot.revision_loaded_at, status.now);
    line("revision", text);
  } else {
    line("revision", "none yet");
  }
  std::string last = "the first one has not ended yet";
  if (snapshot.last_reconcile) {
    last = distance(*snapshot.last_reconcile, status.now) + ", " + outcome_text(snapshot) + "; took " +
           in_words(snapshot.last_duration);
  }
  if (snapshot.next_reconcile) last += "; next " + distance(*snapshot.next_reconcile, status.now);
  line("reconcile", last);
  if (snapshot.last_agreement && snapshot.last_outcome != ReconcileOutcome::kAgreement) {
    line("agreed", distance(*snapshot.last_agreement, status.now));
  }
  return out + "\n";
}

// What stands between a campaign and what its file says; empty where nothing does.
std::string standing_of(const PlanEntry& entry) {
  if (entry.action == Action::kUnchanged) return "";
  std::string text(to_text(entry.action));
  if (!entry.reason.empty()) text += ": " + entry.reason;
  return text;
}

Ink ink_of_standing(const PlanEntry& entry) {
  if (is_error(entry)) return Ink::kRed;
  return entry.action == Action::kUnchanged || entry.action == Action::kUpdate ? Ink::kPlain : Ink::kYellow;
}

// A freeze that is not done with a campaign yet: it may still be sent.
bool is_to_be_off(const PlanEntry& entry, const ServiceStatus& status) {
  const auto& pause = status.snapshot.pause;
  return entry.scheduled_for && ((pause && pause->freeze) || entry.reason == "frozen");
}

std::string why_waits(const PlanEntry& entry, WallTime now) {
  const Zone zone = own_zone(entry);
  std::string text = isolate(with_told_instants(entry.detail, zone));
  if (!entry.clears_at) return text;
  const std::string until = "until " + told(*entry.clears_at, now, zone);
  return text.empty() ? until : text + "; " + until;
}

std::string status_title(std::string_view words, std::size_t count, const StatusTextOptions& options) {
  return options.paint(Ink::kBold, std::string(words) + " (" + std::to_string(count) + ")") + "\n";
}

struct Send {
  WallTime at{};
  const PlanEntry* entry = nullptr;  // one of the two
  const Unmanaged* unmanaged = nullptr;
};

std::vector<Send> sends_in(const ServiceStatus& status) {
  std::vector<Send> sends;
  for (const PlanEntry& entry : status.snapshot.plan->entries) {
    if (entry.status == "scheduled" && entry.scheduled_for && *entry.scheduled_for > status.now) {
      sends.push_back({*entry.scheduled_for, &entry, nullptr});
    }
  }
  for (const Unmanaged& each : status.snapshot.plan->unmanaged) {
    if (each.scheduled_for && *each.scheduled_for > status.now) sends.push_back({*each.scheduled_for, nullptr, &each});
  }
  std::stable_sort(sends.begin(), sends.end(), [](const Send& a, const Send& b) { return a.at < b.at; });
  if (sends.size() > kShownSends) sends.resize(kShownSends);
  return sends;
}

std::string table_of_sends(const std::vector<Send>& sends, const ServiceStatus& status,
                           const StatusTextOptions& options);

// Below its row, within the screen.
void add_below(Table& table, const std::string& text, Ink ink, const StatusTextOptions& options) {
  const std::size_t room = options.width > 2 * kIndent ? options.width - 2 * kIndent : 0;
  if (text.empty()) return;
  for (const std::string& line : wrapped(text, room)) table.add({{"  " + line, ink}});
}

void add_why(Table& table, const PlanEntry& entry, WallTime now, const StatusTextOptions& options) {
  add_below(table, why_waits(entry, now), Ink::kDim, options);
}

void add_reasons(Table& table, const PlanEntry& entry, WallTime now, const StatusTextOptions& options) {
  add_why(table, entry, now, options);
  for (const Warning& warning : entry.warnings) {
    add_below(table, escape_controls(warning_text(warning, own_zone(entry))), Ink::kYellow, options);
  }
}

std::size_t width_of(std::string_view lines) {
  std::size_t widest = 0;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    widest = std::max(widest, display_width(line));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
  }
  return widest;
}

std::string next_sends_text(const ServiceStatus& status, const StatusTextOptions& options) {
  const std::vector<Send> sends = sends_in(status);
  const auto& entries = status.snapshot.plan->entries;
  std::string unknown;
  if (std::any_of(entries.begin(), entries.end(), [](const PlanEntry& each) { return each.reason == "observe"; })) {
    unknown =
        status_paragraph(sends.empty() ? "What is on the clock is NOT known: campaigns could not be read."
                                       : "Not everything that is on the clock is known: campaigns could not be read.",
                         Ink::kRed, options);
    if (sends.empty()) return unknown + "\n";
  }
  if (sends.empty()) {
    return status.snapshot.last_reconcile ? status_paragraph("Nothing is on the clock.", Ink::kPlain, options) + "\n"
                                          : "";
  }
  return unknown + status_title("Next sends", sends.size(), options) + table_of_sends(sends, status, options) + "\n";
}

enum class StandingAt : std::uint8_t { kBeside, kBelow };

Table rows_of_sends(const std::vector<Send>& sends, const ServiceStatus& status, StandingAt place,
                    const StatusTextOptions& options) {
  const Zone zone = zone_of_service(*status.snapshot.plan);
  Table table({});
  for (const Send& send : sends) {
    const PlanEntry* const entry = send.entry;
    const Zone own = entry != nullptr ? own_zone(*entry) : zone;
    const auto& recipients = entry != nullptr ? entry->recipients : send.unmanaged->recipients;
    std::vector<Table::Cell> row{
        {told(send.at, status.now, own)},
        entry != nullptr ? Table::Cell{entry->handle.str(), Ink::kBold} : Table::Cell{isolate(send.unmanaged->name)},
        {recipients ? counted(*recipients, "recipient") : ""}};
    Table::Cell standing{"in no file", Ink::kDim};
    if (entry != nullptr) standing = {standing_of(*entry), ink_of_standing(*entry)};
    if (entry != nullptr && is_to_be_off(*entry, status)) standing = {"frozen, NOT off the clock yet", Ink::kRed};
    if (place == StandingAt::kBeside) row.push_back(standing);
    table.add(std::move(row));
    if (place == StandingAt::kBelow && !standing.text.empty()) table.add({{"  " + standing.text, standing.ink}});
    if (entry != nullptr) add_reasons(table, *entry, status.now, options);
  }
  return table;
}

// What a campaign's standing is stands beside it where that fits the screen, else below.
std::string table_of_sends(const std::vector<Send>& sends, const ServiceStatus& status,
                           const StatusTextOptions& options) {
  const Table beside = rows_of_sends(sends, status, StandingAt::kBeside, options);
  if (options.width == 0 || width_of(beside.text(kIndent, Paint::none())) <= options.width) {
    return beside.text(kIndent, options.paint);
  }
  return rows_of_sends(sends, status, StandingAt::kBelow, options).text(kIndent, options.paint);
}

// Those that are not on the clock, since the others stand among what goes out.
std::string differing_text(const ServiceStatus& status, const StatusTextOptions& options) {
  const std::vector<Send> sends = sends_in(status);
  const auto is_shown = [&](const PlanEntry& entry) {
    return std::any_of(sends.begin(), sends.end(), [&](const Send& send) { return send.entry == &entry; });
  };
  Table table({});
  std::size_t count = 0;
  for (const PlanEntry& entry : status.snapshot.plan->entries) {
    if (entry.action == Action::kUnchanged || entry.action == Action::kSuspended || is_shown(entry)) continue;
    ++count;
    const std::string file =
        entry.at.file < status.snapshot.plan->files.size()
            ? isolate(status.snapshot.plan->files[entry.at.file]) + ":" + std::to_string(entry.at.line)
            : "";
    table.add({{entry.handle.str(), Ink::kBold}, {standing_of(entry), ink_of_standing(entry)}, {file, Ink::kDim}});
    add_why(table, entry, status.now, options);
  }
  if (count == 0) return "";
  return status_title("Not as the file says", count, options) + table.text(2, options.paint) + "\n";
}

std::string totals_text(const ServiceStatus& status, const StatusTextOptions& options) {
  std::string counts;
  std::size_t unmanaged = 0;
  for (const Action action : {Action::kUpdate, Action::kLocked, Action::kBlocked, Action::kImmutable, Action::kMissing,
                              Action::kInvalid, Action::kSuspended, Action::kUnchanged}) {
    const std::size_t count = status.count(action);
    if (count > 0) counts += (counts.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(to_text(action));
  }
  if (const auto it = status.summary.find("unmanaged"); it != status.summary.end()) unmanaged = it->second;
  if (counts.empty()) counts = "no campaigns";
  if (unmanaged > 0) counts += "; " + std::to_string(unmanaged) + " in no file";
  if (!status.snapshot.last_reconcile) return "";
  return status_paragraph("All: " + counts + ".", Ink::kPlain, options) +
         status_paragraph("More: campaignctl plan, sends, why HANDLE, history", Ink::kDim, options);
}

}  // namespace

}  // namespace campaignd
