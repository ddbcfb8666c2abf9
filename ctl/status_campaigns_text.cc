#include "status_campaigns_text.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/display_text.h"
#include "core/told_instants.h"
#include "core/zone.h"
#include "exit_code.h"
#include "labelled_text.h"
#include "plan_entry_text.h"
#include "table.h"
#include "time_text.h"

namespace campaignd {
namespace {

constexpr std::size_t kShownSends = kBriefEntries;
constexpr std::size_t kIndent = 2;

struct ShownSend {
  WallTime at{};
  const PlanEntry* entry = nullptr;  // one of the two
  const Unmanaged* unmanaged = nullptr;
};

std::vector<ShownSend> sends_in(const ServiceStatus& status);
std::string status_title(std::string_view words, std::size_t count, const StatusTextOptions& options);
std::string table_of_sends(const std::vector<ShownSend>& sends, const ServiceStatus& status,
                           const StatusTextOptions& options);
std::string table_of_differing(const std::vector<const PlanEntry*>& entries, const ServiceStatus& status,
                               const StatusTextOptions& options);

}  // namespace

std::string being_sent_text(const ServiceStatus& status, const StatusTextOptions& options) {
  std::string names;
  std::size_t count = 0;
  for (const PlanEntry& entry : status.snapshot.plan->entries) {
    if (!may_be_being_sent(entry, status.now)) continue;
    if (count++ < kShownSends) names += (names.empty() ? "" : ", ") + entry.handle.str();
  }
  if (names.empty()) return "";
  if (count > kShownSends) names += " and more";
  return paragraph("Being sent, as far as is known, and not to be stopped any more: " + names + ".", Ink::kYellow,
                   options.page()) +
         "\n";
}

std::string next_sends_text(const ServiceStatus& status, const StatusTextOptions& options) {
  const std::vector<ShownSend> sends = sends_in(status);
  const auto& entries = status.snapshot.plan->entries;
  std::string unknown;
  if (std::any_of(entries.begin(), entries.end(), [](const PlanEntry& each) { return each.reason == "observe"; })) {
    unknown = paragraph(sends.empty() ? "What is on the clock is NOT known: campaigns could not be read."
                                      : "Not everything that is on the clock is known: campaigns could not be read.",
                        Ink::kRed, options.page());
    if (sends.empty()) return unknown + "\n";
  }
  if (sends.empty() && status.snapshot.last_reconcile && status.snapshot.plan->now == WallTime{}) {
    return paragraph("What is on the clock is NOT known: no plan could be made yet.", Ink::kRed, options.page()) + "\n";
  }
  if (sends.empty()) {
    return status.snapshot.last_reconcile ? paragraph("Nothing is on the clock.", Ink::kPlain, options.page()) + "\n"
                                          : "";
  }
  return unknown + status_title("Next sends", sends.size(), options) + table_of_sends(sends, status, options) + "\n";
}

std::string differing_text(const ServiceStatus& status, const StatusTextOptions& options) {
  const std::vector<ShownSend> sends = sends_in(status);
  const auto is_shown = [&](const PlanEntry& entry) {
    return std::any_of(sends.begin(), sends.end(), [&](const ShownSend& send) { return send.entry == &entry; });
  };
  std::vector<const PlanEntry*> differing;
  for (const PlanEntry& entry : status.snapshot.plan->entries) {
    if (entry.action == Action::kUnchanged || entry.action == Action::kSuspended || is_shown(entry)) continue;
    differing.push_back(&entry);
  }
  if (differing.empty()) return "";
  return status_title("Not as the file says", differing.size(), options) +
         table_of_differing(differing, status, options) + "\n";
}

namespace {

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

std::vector<ShownSend> sends_in(const ServiceStatus& status) {
  std::vector<ShownSend> sends;
  for (const PlanEntry& entry : status.snapshot.plan->entries) {
    if (entry.status == "scheduled" && entry.scheduled_for && *entry.scheduled_for > status.now) {
      sends.push_back({*entry.scheduled_for, &entry, nullptr});
    }
  }
  for (const Unmanaged& each : status.snapshot.plan->unmanaged) {
    if (each.scheduled_for && *each.scheduled_for > status.now) sends.push_back({*each.scheduled_for, nullptr, &each});
  }
  std::stable_sort(sends.begin(), sends.end(), [](const ShownSend& a, const ShownSend& b) { return a.at < b.at; });
  if (sends.size() > kShownSends) sends.resize(kShownSends);
  return sends;
}

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

// What does not fit beside a campaign stands below it, what matters least first.
enum class SendForm : std::uint8_t { kOneLine, kStandingBelow, kRecipientsBelow, kStacked };

Table::Cell standing_cell(const ShownSend& send, const ServiceStatus& status) {
  if (send.entry == nullptr) return {"in no file", Ink::kDim};
  if (is_to_be_off(*send.entry, status)) return {"frozen, NOT off the clock yet", Ink::kRed};
  return {standing_of(*send.entry), ink_of_standing(*send.entry)};
}

Table rows_of_sends(const std::vector<ShownSend>& sends, const ServiceStatus& status, SendForm form,
                    const StatusTextOptions& options) {
  const Zone zone = shared_zone(*status.snapshot.plan);
  Table table({});
  for (const ShownSend& send : sends) {
    const PlanEntry* const entry = send.entry;
    const Zone own = entry != nullptr ? own_zone(*entry) : zone;
    const auto& recipients = entry != nullptr ? entry->recipients : send.unmanaged->recipients;
    const Table::Cell time{told(send.at, status.now, own)};
    const Table::Cell name =
        entry != nullptr ? Table::Cell{entry->handle.str(), Ink::kBold} : Table::Cell{isolate(send.unmanaged->name)};
    const Table::Cell reach{recipients ? counted(*recipients, "recipient") : ""};
    const Table::Cell standing = standing_cell(send, status);
    if (form == SendForm::kStacked) {
      table.add({time});
      add_below(table, name.text, name.ink, options);
    } else {
      std::vector<Table::Cell> row{time, name};
      if (form <= SendForm::kStandingBelow) row.push_back(reach);
      if (form == SendForm::kOneLine) row.push_back(standing);
      table.add(std::move(row));
    }
    if (form >= SendForm::kRecipientsBelow) add_below(table, reach.text, reach.ink, options);
    if (form >= SendForm::kStandingBelow) add_below(table, standing.text, standing.ink, options);
    if (entry != nullptr) add_reasons(table, *entry, status.now, options);
  }
  return table;
}

std::string table_of_sends(const std::vector<ShownSend>& sends, const ServiceStatus& status,
                           const StatusTextOptions& options) {
  for (const SendForm form : {SendForm::kOneLine, SendForm::kStandingBelow, SendForm::kRecipientsBelow}) {
    const Table table = rows_of_sends(sends, status, form, options);
    if (table.fits(kIndent, options.width)) return table.text(kIndent, options.paint);
  }
  return rows_of_sends(sends, status, SendForm::kStacked, options).text(kIndent, options.paint);
}

// Where it stands in the file is what a narrow screen can do without.
enum class DifferingForm : std::uint8_t { kWithPlace, kWithoutPlace, kStacked };

Table rows_of_differing(const std::vector<const PlanEntry*>& entries, const ServiceStatus& status, DifferingForm form,
                        const StatusTextOptions& options) {
  Table table({});
  for (const PlanEntry* entry : entries) {
    const Table::Cell handle{entry->handle.str(), Ink::kBold};
    const Table::Cell standing{standing_of(*entry), ink_of_standing(*entry)};
    if (form == DifferingForm::kStacked) {
      table.add({handle});
      add_below(table, standing.text, standing.ink, options);
    } else if (form == DifferingForm::kWithoutPlace) {
      table.add({handle, standing});
    } else {
      table.add({handle, standing, {place_text(*status.snapshot.plan, entry->at), Ink::kDim}});
    }
    add_why(table, *entry, status.now, options);
  }
  return table;
}

std::string table_of_differing(const std::vector<const PlanEntry*>& entries, const ServiceStatus& status,
                               const StatusTextOptions& options) {
  for (const DifferingForm form : {DifferingForm::kWithPlace, DifferingForm::kWithoutPlace}) {
    const Table table = rows_of_differing(entries, status, form, options);
    if (table.fits(kIndent, options.width)) return table.text(kIndent, options.paint);
  }
  return rows_of_differing(entries, status, DifferingForm::kStacked, options).text(kIndent, options.paint);
}

}  // namespace
}  // namespace campaignd
