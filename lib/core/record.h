// One line of the journal: something that was decided, about to be done, or done. A value; the journal stores it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/campaign.h"
#include "core/desired_state.h"
#include "core/ids.h"
#include "core/instant.h"
#include "core/memory.h"
#include "core/plan.h"

namespace campaignd {

// Stored; never renumber.
enum class RecordKind : std::uint8_t {
  kRevision = 1,   // a revision was loaded, or refused
  kReconcile = 2,  // a reconcile that did or refused something
  kIntent = 3,     // a PATCH is about to leave
  kOutcome = 4,    // what became of an intent
  kRefusal = 5,    // an entry that was not applied, and why
  kPause = 6,
  kResume = 7,
  kApproval = 8,
  kRearm = 9,
  kFreeze = 10,
  kNotice = 11,  // something seen at the service: taken off the clock, moved, contended
};
std::string_view to_text(RecordKind kind);
std::optional<RecordKind> parse_record_kind(std::string_view text);

// What became of an intent. Stored; never renumber.
enum class Outcome : std::uint8_t {
  kApplied = 1,    // verified
  kRefused = 2,    // the service said no
  kUnknown = 3,    // no answer showed it, and it is not there yet
  kWithdrawn = 4,  // it did not leave after all
  kFailed = 5,     // it had no effect and will be tried again
};
std::string_view to_text(Outcome outcome);

struct Record {
  RecordKind kind = RecordKind::kNotice;
  WallTime at{};
  std::uint64_t reconcile = 0;  // its running number
  std::string revision;         // hash; empty where none was in force
  std::optional<Handle> handle;
  std::optional<CampaignId> campaign;
  std::string action;  // the plan's word, `disarm`, `arm`, or the command
  std::string reason;
  std::string detail;  // the service's answer, the person's reason
  std::vector<FieldChange> fields;
  std::optional<Patch> patch;  // of an intent
  std::uint64_t intent = 0;    // of an intent: its number; of an outcome: the intent's. 0: none
  std::optional<Outcome> outcome;
  int attempts = 0;
  int http_status = 0;
  std::chrono::microseconds duration{0};
  std::string person;              // who gave the command
  std::optional<Cause> cause;      // why file and service differed, of an intent and its outcome
  std::optional<Revision> loaded;  // of kRevision: what was loaded or refused, with its commit
  friend bool operator==(const Record&, const Record&) = default;
};

// The record of what became of an intent: what that said, but for its body.
Record outcome_of(Record intent, Outcome outcome, std::string detail, WallTime at);

}  // namespace campaignd
