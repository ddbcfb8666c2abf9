#include "core/record_words.h"

namespace campaignd::record_word {

std::array<std::string_view, 24> all() {
  return {kArm,
          kDisarm,
          to_text(Action::kUpdate),
          to_text(Action::kBlocked),
          to_text(Action::kLocked),
          to_text(Action::kInvalid),
          to_text(Action::kMissing),
          to_text(Action::kImmutable),
          kHeld,
          kLoaded,
          kRefused,
          kPause,
          kResume,
          kFreeze,
          kApprove,
          kRearm,
          kCommitted,
          to_text(RecordKind::kRevision),
          to_text(RecordKind::kReconcile),
          to_text(RecordKind::kIntent),
          to_text(RecordKind::kOutcome),
          to_text(RecordKind::kRefusal),
          to_text(RecordKind::kNotice),
          to_text(RecordKind::kApproval)};
}

}  // namespace campaignd::record_word
