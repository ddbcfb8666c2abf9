#include "core/record.h"

#include <utility>

namespace campaignd {

std::string_view to_text(RecordKind kind) {
  switch (kind) {
    case RecordKind::kRevision:
      return "revision";
    case RecordKind::kReconcile:
      return "reconcile";
    case RecordKind::kIntent:
      return "intent";
    case RecordKind::kOutcome:
      return "outcome";
    case RecordKind::kRefusal:
      return "refusal";
    case RecordKind::kPause:
      return "pause";
    case RecordKind::kResume:
      return "resume";
    case RecordKind::kApproval:
      return "approval";
    case RecordKind::kRearm:
      return "rearm";
    case RecordKind::kFreeze:
      return "freeze";
    case RecordKind::kNotice:
      return "notice";
  }
  return "";
}

std::optional<RecordKind> parse_record_kind(std::string_view text) {
  for (auto number = static_cast<int>(RecordKind::kRevision); number <= static_cast<int>(RecordKind::kNotice);
       ++number) {
    if (to_text(static_cast<RecordKind>(number)) == text) return static_cast<RecordKind>(number);
  }
  return std::nullopt;
}

std::string_view to_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::kApplied:
      return "applied";
    case Outcome::kRefused:
      return "refused";
    case Outcome::kUnknown:
      return "unknown";
    case Outcome::kWithdrawn:
      return "withdrawn";
    case Outcome::kFailed:
      return "failed";
  }
  return "";
}

Record outcome_of(Record intent, Outcome outcome, std::string detail, WallTime at) {
  intent.kind = RecordKind::kOutcome;
  intent.at = at;
  intent.patch.reset();
  intent.outcome = outcome;
  intent.detail = std::move(detail);
  return intent;
}

}  // namespace campaignd
