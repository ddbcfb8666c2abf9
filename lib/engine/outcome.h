// What a reconcile comes to. Pure.
#pragma once

#include <chrono>
#include <cstdint>

#include "core/event.h"

namespace campaignd {

struct Pass;

// How a reconcile ended, as exit codes have it (`--once`).
enum class ReconcileOutcome : std::uint8_t {
  kAgreement,  // 0
  kError,      // 1: an error, an invalid, a missing
  kLeft,       // 2: held, locked, blocked, immutable, dry run, paused
};

// `has_errors`: something is wrong besides the pass, such as a broken file or a journal that cannot be written.
ReconcileOutcome outcome_of(const Pass& pass, bool has_errors);

// Its line in the log; one that found everything as it should be is a line at debug.
Event reconciled_event(const Pass& pass, ReconcileOutcome outcome, std::chrono::microseconds duration);

}  // namespace campaignd
