// The words that a record's `action` is, or begins with (`freeze eid`), beside the plan's (core/plan.h). Stored; never
// reword.
#pragma once

#include <array>
#include <string_view>

#include "core/plan.h"
#include "core/record.h"

namespace campaignd::record_word {

// Of an intent and its outcome; another change is the plan's `update`.
inline constexpr std::string_view kArm = "arm";
inline constexpr std::string_view kDisarm = "disarm";

// Of a revision.
inline constexpr std::string_view kLoaded = "loaded";
inline constexpr std::string_view kRefused = "refused";
inline constexpr std::string_view kCommitted = "committed";

// Of a plan that waits for a person.
inline constexpr std::string_view kHeld = "held";

// Of what a person told.
inline constexpr std::string_view kPause = "pause";
inline constexpr std::string_view kResume = "resume";
inline constexpr std::string_view kFreeze = "freeze";
inline constexpr std::string_view kApprove = "approve";
inline constexpr std::string_view kRearm = "rearm";

// By which records can be asked for: all that an action can be, and the words of kinds.
std::array<std::string_view, 24> all();

}  // namespace campaignd::record_word
