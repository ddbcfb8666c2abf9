// What must outlive the process to decide rightly. Kept per campaign id, so that renaming a handle forgets nothing.
// Stored on disk by the journal; what is here is only ever changed by `remember` (core/remember.h) and by commands.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/desired_state.h"
#include "core/ids.h"
#include "core/instant.h"
#include "core/observed_state.h"
#include "core/shared.h"

namespace campaignd {

// One file of a revision as it was read.
struct SourceFile {
  std::string name;
  std::string bytes;
  friend bool operator==(const SourceFile&, const SourceFile&) = default;
};

// The last revision that was read without an error; it stays in force while a newer one is broken.
struct StoredRevision {
  Revision revision;
  std::vector<SourceFile> files;
  WallTime loaded_at{};
  friend bool operator==(const StoredRevision&, const StoredRevision&) = default;
};

// What file and service last agreed on. `seen` is how the campaign was then, whole; `own_keys` and `managed` how the
// entry was.
struct Agreement {
  Shared<ObservedCampaign> seen;
  std::string own_keys;
  std::string managed;  // the managed fields' resolved values in one canonical text, defaults included
  WallTime at{};
  friend bool operator==(const Agreement&, const Agreement&) = default;
};

// An arm, or a move to a later time, that was about to leave. It is kept from before its PATCH until an answer shows
// what became of it, so that a campaign found scheduled is known for ours, and one found a draft with a newer
// `updatedAt` for taken off by a person.
struct ArmIntent {
  WallTime to{};
  WallTime at{};
  std::optional<WallTime> updated_at_before;
  friend bool operator==(const ArmIntent&, const ArmIntent&) = default;
};

enum class Elsewhere : std::uint8_t { kDisarmed, kPostponed };  // stored; never renumber

// Rule 11: somebody took it off the clock, or moved it later, at the service. Holds while the entry's own keys are
// `own_keys`.
struct TakenElsewhere {
  Elsewhere what = Elsewhere::kDisarmed;
  std::string own_keys;
  WallTime was{};  // the time that it was last seen scheduled for
  WallTime noticed{};
  friend bool operator==(const TakenElsewhere&, const TakenElsewhere&) = default;
};

// A field that we set, when, and whether it came back different since: for contended fields (core/contention.h).
struct FieldSet {
  Field field = Field::kName;
  WallTime at{};
  bool came_back = false;
  friend bool operator==(const FieldSet&, const FieldSet&) = default;
};

struct CampaignMemory {
  Shared<ObservedCampaign> seen;  // as it was last seen, or as our verified PATCH left it
  WallTime seen_at{};
  std::string own_keys;  // the entry's when it was last seen; empty where no entry named it
  std::optional<Agreement> agreed;
  std::optional<ArmIntent> arming;
  std::optional<TakenElsewhere> elsewhere;
  std::vector<FieldSet> sets;  // of the last hour, and what is contended
  std::optional<WallTime>
      preflight_took;                     // the time that pre-flight took away; it stays off until what was bad is good
  std::optional<WallTime> frozen;         // frozen by handle or id since then
  std::optional<WallTime> freeze_took;    // the time that a freeze took away, for `resume --restore`
  std::optional<Handle> named_by;         // the entry that names it; where none does any more, the last that did
  std::optional<std::string> given_name;  // the name that we gave it; it binds no entry that has no id

  // Else all that is known of it is that somebody had it frozen by its id.
  [[nodiscard]] bool was_ever_seen() const { return !seen->name.empty(); }

  friend bool operator==(const CampaignMemory&, const CampaignMemory&) = default;
};

// An entry without an id, bound to the campaign that was found for its name.
struct Binding {
  CampaignId id;
  std::string name;      // as the entry had it; another name is a new entry
  std::string own_keys;  // the entry's while the campaign was not over yet
  friend bool operator==(const Binding&, const Binding&) = default;
};

// The service plans but does not apply. A frozen one also disarms.
struct Pause {
  std::string reason;
  std::string person;
  WallTime since{};
  std::optional<WallTime> until;
  bool freeze = false;
  bool freeze_all = false;  // unmanaged campaigns too
  friend bool operator==(const Pause&, const Pause&) = default;
};

// One effect that an approval allows.
struct ApprovedEffect {
  CampaignId campaign;
  Field field = Field::kName;
  FieldValue from;
  FieldValue to;
  friend bool operator==(const ApprovedEffect&, const ApprovedEffect&) = default;
};

struct Approval {
  std::string plan;  // the held plan's id
  std::vector<ApprovedEffect> effects;
  std::int64_t recipients = 0;  // at most so many
  std::string person;
  WallTime given{};
  WallTime ends{};
  friend bool operator==(const Approval&, const Approval&) = default;
};

struct Memory {
  std::optional<StoredRevision> last_good;
  std::map<Handle, Binding> bindings;
  std::map<CampaignId, CampaignMemory> campaigns;
  std::optional<Pause> pause;
  std::vector<Approval> approvals;
  bool is_clone = false;  // the state directory belongs to a machine with another id

  [[nodiscard]] const CampaignMemory* find(CampaignId id) const {
    const auto it = campaigns.find(id);
    return it == campaigns.end() ? nullptr : &it->second;
  }
};

struct CampaignMemoryChange {
  CampaignId id;
  std::optional<CampaignMemory> now;  // empty: forgotten
  friend bool operator==(const CampaignMemoryChange&, const CampaignMemoryChange&) = default;
};

struct BindingChange {
  Handle handle;
  std::optional<Binding> now;  // empty: the entry is gone
  friend bool operator==(const BindingChange&, const BindingChange&) = default;
};

// What is to be stored of the memory, as one transaction. What is not named stays as it is.
struct MemoryChanges {
  std::optional<StoredRevision> last_good;
  std::vector<CampaignMemoryChange> campaigns;
  std::vector<BindingChange> bindings;
  std::optional<std::optional<Pause>> pause;       // set to an empty one: resumed
  std::optional<std::vector<Approval>> approvals;  // all that there are now
  std::optional<bool> is_clone;                    // false: this machine owns the directory from now on

  [[nodiscard]] bool is_empty() const {
    return !last_good && campaigns.empty() && bindings.empty() && !pause && !approvals && !is_clone;
  }
};

}  // namespace campaignd
