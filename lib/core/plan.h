// A plan: every campaign of the desired state with its action and the reasons for it. A value; `make_plan`
// (core/make_plan.h) computes it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/campaign.h"
#include "core/desired_state.h"
#include "core/diagnostic.h"
#include "core/ids.h"
#include "core/instant.h"

namespace campaignd {

enum class Action : std::uint8_t { kUpdate, kUnchanged, kLocked, kBlocked, kImmutable, kMissing, kInvalid, kSuspended };
std::string_view to_text(Action action);
std::optional<Action> parse_action(std::string_view text);

// In the order in which they are counted for people and programs.
inline constexpr std::array kAllActions{Action::kUpdate,    Action::kUnchanged, Action::kLocked,  Action::kBlocked,
                                        Action::kImmutable, Action::kMissing,   Action::kInvalid, Action::kSuspended};

// Why desired and observed differ, since they last agreed. What never agreed is the file's doing. Stored; never
// renumber.
enum class Cause : std::uint8_t { kFile, kService, kBoth };
std::string_view to_text(Cause cause);

// A managed field whose observed value is not the desired one.
struct FieldChange {
  Field field = Field::kName;
  FieldValue from;  // monostate: none; for scheduledFor, a draft
  FieldValue to;
  Mark at;  // of the desired value
  friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

struct Warning {
  std::string rule;  // the policy's key in the settings, or a short stable word
  std::string detail;
  std::string about = {};  // of the plan's own: which campaigns it speaks of; another one is another warning
  friend bool operator==(const Warning&, const Warning&) = default;
};

enum class Answer : std::uint8_t { kAllows, kWarns, kObjects, kNotAsked };
std::string_view to_text(Answer answer);

// A rule that was asked about a campaign: what it was given, what it said, and when that changes by the mere passing of
// time. A plan keeps those alone that warn or object; `explain` (core/explain.h) gives all, and why one was not asked.
struct Verdict {
  std::string rule;
  Answer answer = Answer::kAllows;
  std::string given;
  std::string detail;
  std::optional<WallTime> clears_at;
  std::optional<WallTime> nearest;  // the nearest time that it would allow
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

struct PlanEntry {
  Handle handle;
  Mark at;
  std::optional<CampaignId> id;  // empty where none was found
  std::string name;
  std::optional<std::string> status;  // the service's word
  Action action = Action::kUnchanged;
  std::string reason;                 // a short stable word; empty where none is needed
  std::string detail;                 // for people
  std::optional<WallTime> clears_at;  // when what holds it back ends by itself
  std::optional<Cause> cause;
  Schedule scheduled_for;  // observed; empty for a draft
  std::optional<std::int64_t> recipients;
  std::string timezone = "UTC";
  std::vector<FieldChange> fields;
  std::vector<Patch> patches;  // the bodies that would be sent, in order; only where action is kUpdate
  std::vector<Warning> warnings;
  std::vector<Verdict> asked;
  std::optional<WallTime> changes_at;  // the next instant at which time alone changes this decision
  std::optional<WallTime> closes_at;   // from then on what differs can no longer be changed
  std::vector<CampaignId> after;       // campaigns that must be verified first, because this one moves into their place
  bool is_requested_disarm = false;    // the file says `scheduledFor: null` and it is on the clock

  // The instant that decides how urgent it is: the earlier of the observed and the desired time; empty for neither.
  std::optional<WallTime> urgency;

  [[nodiscard]] const FieldChange* change_of(Field field) const;  // null: it does not differ
  friend bool operator==(const PlanEntry&, const PlanEntry&) = default;
};

// An editable campaign that no entry names.
struct Unmanaged {
  CampaignId id;
  std::string name;
  std::string status;
  Schedule scheduled_for;
  std::optional<Handle> released_from;  // the entry that named it until it was removed
  bool disarm = false;                  // onRemove: disarm takes it off the clock
  std::optional<std::int64_t> recipients = {};
  friend bool operator==(const Unmanaged&, const Unmanaged&) = default;
};

// Why a plan waits for a person.
struct Hold {
  std::string plan;     // the id to approve
  std::string because;  // `maxChangeRatio: 34 of 40 (85 %) > 50 %`
  friend bool operator==(const Hold&, const Hold&) = default;
};

struct Plan {
  Revision revision;
  WallTime now{};
  std::vector<std::string> files;    // names that Mark::file counts into
  std::vector<PlanEntry> entries;    // in the files' order
  std::vector<Unmanaged> unmanaged;  // by scheduled time, drafts last, then by id
  std::vector<Warning> warnings;     // of the plan as a whole
  std::optional<Hold> held;
  std::optional<WallTime> changes_at;  // the next instant at which time alone changes any decision
  bool looks_last = false;             // for pre-flight's sake template, number and credit are to be looked at afresh

  [[nodiscard]] const PlanEntry* find(const Handle& handle) const;
  [[nodiscard]] std::size_t count(Action action) const;

  // Of the entries, and of those that were removed while their campaign is editable; borrowed.
  [[nodiscard]] std::vector<std::string_view> handles() const;
  friend bool operator==(const Plan&, const Plan&) = default;
};

}  // namespace campaignd
