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
#include "halt_text.h"
#include "labelled_text.h"
#include "plan_entry_text.h"
#include "status_campaigns_text.h"
#include "table.h"
#include "time_text.h"

namespace campaignd {

namespace {

constexpr std::size_t kLabelWidth = 10;

std::string status_troubles(const ServiceStatus& status, const StatusTextOptions& options);
std::string standing_lines(const ServiceStatus& status, const StatusTextOptions& options);
std::string totals_text(const ServiceStatus& status, const StatusTextOptions& options);

// On a line of its own, so that it can be copied.
std::string command_line_text(std::string_view arguments, const StatusTextOptions& options) {
  return "  " + options.paint(Ink::kBold, campaignctl_command(options.settings_file, arguments)) + "\n";
}

}  // namespace

std::string status_text(const ServiceStatus& status, const StatusTextOptions& options) {
  return status_troubles(status, options) + standing_lines(status, options) + being_sent_text(status, options) +
         next_sends_text(status, options) + differing_text(status, options) + totals_text(status, options);
}

namespace {

// Errors first, since the exit code has them first.
std::string status_troubles(const ServiceStatus& status, const StatusTextOptions& options) {
  const Snapshot& snapshot = status.snapshot;
  std::string out;
  const auto error = [&](const std::string& text) { out += paragraph("Error: " + text, Ink::kRed, options.page()); };
  for (const Diagnostic& each : snapshot.errors) out += paragraph(to_text(each), Ink::kRed, options.page());
  if (!snapshot.errors.empty()) {
    out += paragraph(snapshot.revision ? "The last good revision stays in force until that is mended."
                                       : "There is no revision in force until that is mended.",
                     Ink::kPlain, options.page());
  }
  if (snapshot.key_refused) {
    error("the OTPIQ API does not accept the key; nothing is asked until it changes, a reload, or ten minutes");
  }
  if (!snapshot.last_error.empty()) error(snapshot.last_error);
  if (!snapshot.journal_failure.empty()) {
    error(journal_sentence(snapshot.journal_failure));
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
    out += paragraph(
        "This state directory was copied from another machine: nothing is written. Where this machine is to take over, "
        "stop the other one, then:",
        Ink::kYellow, options.page());
    out += command_line_text("resume", options);
  }
  if (const auto& pause = snapshot.pause) {
    out += paragraph(pause_sentence(*pause, status.now, shared_zone(*snapshot.plan), "it is resumed"), Ink::kYellow,
                     options.page());
    if (!snapshot.is_clone) out += command_line_text("resume", options);
  }
  if (const auto& held = snapshot.plan->held) {
    out += paragraph("Held: " + held->because + ". To let this plan through, once you have read it:", Ink::kYellow,
                     options.page());
    out += command_line_text("approve " + isolate(held->plan), options);
  }
  if (snapshot.dry_run) out += paragraph("Dry run: it looks and writes nothing.", Ink::kYellow, options.page());
  if (!snapshot.waiting_for.empty()) {
    out += paragraph("Waiting: " + snapshot.waiting_for, Ink::kYellow, options.page());
  }
  if (out.empty()) return paragraph("campaignd is running.", Ink::kGreen, options.page()) + "\n";
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
    std::string_view beside = label;
    for (const std::string& part : wrapped(text, options.width > 2 * kLabelWidth ? options.width - kLabelWidth : 0)) {
      out += options.paint(Ink::kDim, padded(beside, kLabelWidth)) + part + "\n";
      beside = "";
    }
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
  if (!status.snapshot.last_reconcile || status.snapshot.plan->now == WallTime{}) return "";
  return paragraph("All: " + counts + ".", Ink::kPlain, options.page()) +
         paragraph("More is told by the commands plan, sends, why HANDLE and history.", Ink::kDim, options.page());
}

}  // namespace

}  // namespace campaignd
