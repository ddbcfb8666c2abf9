#include "whole_commands.h"

#include <string>

#include "core/settings_place.h"

namespace campaignd {

namespace {

void complete(std::string& text, std::string_view settings_file) {
  text = with_settings_named(text, settings_file);
}

void complete(std::vector<Warning>& warnings, std::string_view settings_file) {
  for (Warning& warning : warnings) complete(warning.detail, settings_file);
}

bool is_ours(RecordKind kind) {
  switch (kind) {
    case RecordKind::kOutcome:
    case RecordKind::kIntent:
    case RecordKind::kRefusal:
    case RecordKind::kRevision:
    case RecordKind::kNotice:
    case RecordKind::kReconcile:
      return true;
    case RecordKind::kPause:
    case RecordKind::kResume:
    case RecordKind::kApproval:
    case RecordKind::kRearm:
    case RecordKind::kFreeze:
      break;
  }
  return false;
}

}  // namespace

void complete_commands(Plan& plan, std::string_view settings_file) {
  for (PlanEntry& entry : plan.entries) {
    complete(entry.detail, settings_file);
    complete(entry.warnings, settings_file);
    complete_commands(entry.asked, settings_file);
  }
  complete(plan.warnings, settings_file);
}

void complete_commands(std::vector<Verdict>& rules, std::string_view settings_file) {
  for (Verdict& rule : rules) complete(rule.detail, settings_file);
}

void complete_commands(History& history, std::string_view settings_file) {
  for (Record& record : history.records) {
    if (is_ours(record.kind)) complete(record.detail, settings_file);
  }
}

}  // namespace campaignd
