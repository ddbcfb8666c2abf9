#include "history_text.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <variant>

#include "core/display_text.h"
#include "core/record_words.h"
#include "core/told_instants.h"
#include "table.h"
#include "time_text.h"

namespace campaignd {

namespace {

constexpr std::size_t kShortHash = 12;
constexpr std::size_t kGap = 2;

// What a record says in its heading.
struct Told {
  std::string what;
  std::string result;
  Ink ink = Ink::kPlain;
};

Told told_of(const Record& record);
std::string lines_of(const Record& record, const History& history, const Zone& zone, const Page& page);
std::string change_lines(const FieldChange& change, const Zone& zone, const Page& page);
std::string who_of(const Record& record);
std::string_view label_of_detail(const Record& record);
std::string cause_of(const Record& record);
std::string answer_of(const Record& record);
std::string origin_of(const Record& record, const History& history);

}  // namespace

std::string history_text(const History& history, const KnownCampaigns& known, const Page& page) {
  if (history.records.empty()) return "Nothing in the journal fits.\n";
  std::size_t handle_width = 1;
  std::size_t what_width = 0;
  for (const Record& record : history.records) {
    handle_width = std::max(handle_width, who_of(record).size());
    what_width = std::max(what_width, display_width(told_of(record).what));
  }
  std::string out;
  if (history.has_older) out += page.paint(Ink::kDim, "There are older records: a larger --limit shows them.") + "\n";
  for (const Record& record : history.records) {
    const Zone& zone = known.zone_of(record);
    Told told = told_of(record);
    told.result = with_told_instants(told.result, zone);
    const std::string who = padded(who_of(record), handle_width);
    const std::string when = stamp(record.at, zone);
    const std::string what = told.result.empty() ? told.what : padded(told.what, what_width);
    const std::size_t used = display_width(when) + display_width(who) + display_width(what) + 3 * kGap;
    out += when + "  " + page.paint(Ink::kBold, who) + "  ";
    if (page.width == 0 || used + display_width(told.result) <= page.width) {
      out += what + (told.result.empty() ? "" : "  " + page.paint(told.ink, told.result)) + "\n";
    } else {
      out += told.what + "\n" + labelled("", told.result, told.ink, page);
    }
    out += lines_of(record, history, zone, page);
  }
  return out;
}

namespace {

Ink ink_of_outcome(Outcome outcome) {
  switch (outcome) {
    case Outcome::kApplied:
      return Ink::kGreen;
    case Outcome::kRefused:
    case Outcome::kFailed:
      return Ink::kRed;
    case Outcome::kUnknown:
      return Ink::kYellow;
    case Outcome::kWithdrawn:
      return Ink::kDim;
  }
  return Ink::kPlain;
}

// One that no file names has its id alone.
std::string who_of(const Record& record) {
  if (record.handle) return record.handle->str();
  return record.campaign ? record.campaign->str() : "-";
}

Told told_of(const Record& record) {
  const std::string action = isolate(record.action);
  switch (record.kind) {
    case RecordKind::kOutcome: {
      const Outcome outcome = record.outcome.value_or(Outcome::kUnknown);
      return {action, std::string(to_text(outcome)), ink_of_outcome(outcome)};
    }
    case RecordKind::kIntent:
      return {action, "under way, without an outcome yet", Ink::kYellow};
    case RecordKind::kRefusal:
      return {action, isolate(record.reason), Ink::kYellow};
    case RecordKind::kRevision:
      return {"revision", action, record.action == record_word::kRefused ? Ink::kRed : Ink::kPlain};
    case RecordKind::kNotice:
      return {"noticed", isolate(record.reason), Ink::kYellow};
    case RecordKind::kReconcile:
      return {"reconcile", isolate(record.detail), Ink::kPlain};
    case RecordKind::kPause:
    case RecordKind::kResume:
    case RecordKind::kApproval:
    case RecordKind::kRearm:
    case RecordKind::kFreeze:
      break;
  }
  return {action.empty() ? std::string(to_text(record.kind)) : action, isolate(record.reason), Ink::kPlain};
}

std::string lines_of(const Record& record, const History& history, const Zone& zone, const Page& page) {
  std::string out;
  for (const FieldChange& change : record.fields) out += change_lines(change, zone, page);
  const auto line = [&](std::string_view label, const std::string& text) {
    if (!text.empty()) out += labelled(label, with_told_instants(text, zone), Ink::kDim, page);
  };
  // Of several errors each has a line.
  std::string_view label = label_of_detail(record);
  for (std::size_t from = 0; !label.empty() && from < record.detail.size();) {
    const std::size_t end = std::min(record.detail.find('\n', from), record.detail.size());
    const std::string text = with_told_instants(record.detail.substr(from, end - from), zone);
    out += labelled(from == 0 ? label : "", isolate(text), Ink::kDim, page);
    from = end + 1;
  }
  if (record.kind == RecordKind::kOutcome || record.kind == RecordKind::kIntent) line("why", isolate(record.reason));
  line("cause", cause_of(record));
  line("answer", answer_of(record));
  // What is noticed was done by somebody else, whoever wrote the revision that was in force.
  const bool is_notice = record.kind == RecordKind::kNotice;
  line("by", is_notice ? "somebody at the service, not campaignd" : isolate(record.person));
  if (!is_notice) line("revision", origin_of(record, history));
  return out;
}

std::string value_of(const FieldChange& change, const FieldValue& value, const Zone& zone) {
  if (const auto* instant = std::get_if<WallTime>(&value)) return dated(*instant, zone);
  if (const auto* text = std::get_if<std::string>(&value)) return isolate(*text);
  return change.field == Field::kScheduledFor ? "draft, does not go out" : "none";
}

std::string change_lines(const FieldChange& change, const Zone& zone, const Page& page) {
  return changed_side(to_text(change.field), '-', value_of(change, change.from, zone), Ink::kRed, page) +
         changed_side("", '+', value_of(change, change.to, zone) + shift_text(change), Ink::kGreen, page);
}

// Where it went well, what a person gave as his reason is all that there is to say.
bool is_work_of_freeze(const Record& record) {
  return record.reason == record_word::kFreeze && record.outcome == Outcome::kApplied;
}

std::string_view label_of_detail(const Record& record) {
  switch (record.kind) {
    case RecordKind::kOutcome:
    case RecordKind::kIntent:
    case RecordKind::kRefusal:
      return is_work_of_freeze(record) ? "reason" : "detail";
    case RecordKind::kRevision:
      return record.action == record_word::kRefused ? "errors" : "detail";
    case RecordKind::kNotice:
      return "seen";
    case RecordKind::kReconcile:
      return "";  // the heading has it
    case RecordKind::kPause:
    case RecordKind::kResume:
    case RecordKind::kApproval:
    case RecordKind::kRearm:
    case RecordKind::kFreeze:
      return "reason";
  }
  return "";
}

// Only what a reader would not guess: that the file was edited is the usual case.
std::string cause_of(const Record& record) {
  if (!record.cause || *record.cause == Cause::kFile) return "";
  return *record.cause == Cause::kService ? "it was changed at the service; the file did not change"
                                          : "it was changed in the file and at the service";
}

std::string span_of(std::chrono::microseconds duration) {
  const auto span = std::chrono::round<std::chrono::milliseconds>(duration);
  return span >= std::chrono::seconds(10) ? in_words(span) : std::to_string(span.count()) + " ms";
}

std::string answer_of(const Record& record) {
  if (record.kind != RecordKind::kOutcome) return "";
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (record.http_status != 0) add("HTTP " + std::to_string(record.http_status));
  if (record.attempts > 1) add("at attempt " + std::to_string(record.attempts));
  if (record.duration.count() > 0) add("after " + span_of(record.duration));
  return text;
}

// `9c1f0a2b3c4d of campaigns.yaml, commit 0123456789ab by Sara: Move the Eid greeting`.
std::string origin_of(const Record& record, const History& history) {
  if (record.revision.empty() || record.kind == RecordKind::kReconcile) return "";
  constexpr std::string_view kAlgorithm = "sha256:";
  std::string_view hash = record.revision;
  if (hash.starts_with(kAlgorithm)) hash.remove_prefix(kAlgorithm.size());
  std::string text = isolate(hash.substr(0, kShortHash));
  const Revision* revision = history.revision_of(record);
  if (revision == nullptr) return text;
  if (!revision->source.empty()) text += " of " + isolate(revision->source);
  if (!revision->commit) return text;
  text += ", commit " + isolate(revision->commit->substr(0, kShortHash));
  if (!revision->author.empty()) text += " by " + isolate(revision->author);
  if (!revision->subject.empty()) text += ": " + isolate(revision->subject);
  return text;
}

}  // namespace

}  // namespace campaignd
