// One structured thing that happened, from which every log format is made. Holds no secret: nothing in it comes from
// the key.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/instant.h"
#include "core/plan.h"

namespace campaignd {

enum class EventLevel : std::uint8_t { kDebug, kInfo, kWarning, kError };

// Stable words, one for every kind of line; `event` in JSON and CAMPAIGND_EVENT in systemd's journal.
enum class EventKind : std::uint8_t {
  kStarted,
  kStopping,
  kReloaded,
  kRevision,
  kRevisionRefused,
  kWaiting,
  kReconciled,
  kApplied,
  kPlanned,
  kRefused,
  kFailed,
  kRetry,
  kTrouble,
  kTroubleOver,
  kHeld,
  kPaused,
  kResumed,
  kApproved,
  kFrozen,
  kNotice,
  kRequest,
};
std::string_view to_text(EventKind kind);

struct Event {
  EventLevel level = EventLevel::kInfo;
  EventKind kind = EventKind::kNotice;
  WallTime at{};
  std::string message;  // a whole sentence for people, without what the fields below say already
  std::uint64_t reconcile = 0;
  std::string revision;  // hash
  std::optional<Handle> handle;
  std::optional<CampaignId> campaign;
  std::string action;
  std::string reason;
  std::string timezone = "UTC";  // what the text format tells times in
  std::vector<FieldChange> fields;
  int attempt = 0;
  int http_status = 0;
  std::optional<std::chrono::microseconds> duration;
};

}  // namespace campaignd
