#include "core/event.h"

namespace campaignd {

std::string_view to_text(EventKind kind) {
  switch (kind) {
    case EventKind::kStarted:
      return "started";
    case EventKind::kStopping:
      return "stopping";
    case EventKind::kReloaded:
      return "reloaded";
    case EventKind::kRevision:
      return "revision";
    case EventKind::kRevisionRefused:
      return "revision-refused";
    case EventKind::kWaiting:
      return "waiting";
    case EventKind::kReconciled:
      return "reconciled";
    case EventKind::kApplied:
      return "applied";
    case EventKind::kPlanned:
      return "planned";
    case EventKind::kRefused:
      return "refused";
    case EventKind::kFailed:
      return "failed";
    case EventKind::kRetry:
      return "retry";
    case EventKind::kTrouble:
      return "trouble";
    case EventKind::kTroubleOver:
      return "trouble-over";
    case EventKind::kHeld:
      return "held";
    case EventKind::kPaused:
      return "paused";
    case EventKind::kResumed:
      return "resumed";
    case EventKind::kApproved:
      return "approved";
    case EventKind::kFrozen:
      return "frozen";
    case EventKind::kNotice:
      return "notice";
    case EventKind::kRequest:
      return "request";
  }
  return "";
}

}  // namespace campaignd
