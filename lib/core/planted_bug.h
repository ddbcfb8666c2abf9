// Bugs that the simulation has to find, planted one at a time: a proof of the checker, not a feature. What ships is
// compiled without CAMPAIGND_PLANTED_BUGS, and there `is_planted` is false for the compiler, which drops every plant.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace campaignd {

enum class Bug : std::uint8_t {
  kLostStop,               // a stop that the file asks for waits for the end of a pause
  kChangeInsideLock,       // the lock window does not lock
  kRepeatAfterSuccess,     // a PATCH whose answer shows it is sent again
  kStaleRead,              // what a list leaves out is taken from memory
  kDroppedIntent,          // a PATCH leaves before the journal knows of it
  kForgottenOutcome,       // what became of a PATCH is not recorded
  kBrokenFileIsEmpty,      // a file that cannot be read is taken for no campaigns
  kHalfWrittenFileStands,  // a file that is being written is acted upon
  kPauseIgnored,
  kBudgetIgnored,
  kFreezeByNameIgnored,
  kPersonOverruled,  // what a person took off the clock is put back
  kNearTimeArmed,    // minLead is no limit
  kDisarmInCompany,  // a disarm travels with other fields
  kWholeEntrySent,   // fields travel that do not differ
  kCopyWrites,       // a state directory on another machine
  kClocksIgnored,    // however far apart they are
  kSuspendIgnored,
  kSpacingIgnored,
  kTemplateIgnored,  // one that cannot be sent is armed
  kKeptTooLong,      // of a list that has moved, what left it stays
};

struct NamedBug {
  Bug bug;
  std::string_view name;
};
inline constexpr std::array kAllBugs{NamedBug{Bug::kLostStop, "lost stop"},
                                     NamedBug{Bug::kChangeInsideLock, "change inside the lock window"},
                                     NamedBug{Bug::kRepeatAfterSuccess, "repeat after success"},
                                     NamedBug{Bug::kStaleRead, "stale read"},
                                     NamedBug{Bug::kDroppedIntent, "dropped intent"},
                                     NamedBug{Bug::kForgottenOutcome, "forgotten outcome"},
                                     NamedBug{Bug::kBrokenFileIsEmpty, "broken file taken for no campaigns"},
                                     NamedBug{Bug::kHalfWrittenFileStands, "half-written file acted upon"},
                                     NamedBug{Bug::kPauseIgnored, "pause ignored"},
                                     NamedBug{Bug::kBudgetIgnored, "change budget ignored"},
                                     NamedBug{Bug::kFreezeByNameIgnored, "freeze by name ignored"},
                                     NamedBug{Bug::kPersonOverruled, "person overruled"},
                                     NamedBug{Bug::kNearTimeArmed, "near time armed"},
                                     NamedBug{Bug::kDisarmInCompany, "disarm in company"},
                                     NamedBug{Bug::kWholeEntrySent, "whole entry sent"},
                                     NamedBug{Bug::kCopyWrites, "copy writes"},
                                     NamedBug{Bug::kClocksIgnored, "clocks ignored"},
                                     NamedBug{Bug::kSuspendIgnored, "suspend ignored"},
                                     NamedBug{Bug::kSpacingIgnored, "spacing ignored"},
                                     NamedBug{Bug::kTemplateIgnored, "bad template armed"},
                                     NamedBug{Bug::kKeptTooLong, "list kept too long"}};

#ifdef CAMPAIGND_PLANTED_BUGS
inline const Bug* planted_bug = nullptr;  // set before any service runs
inline bool is_planted(Bug bug) {
  return planted_bug != nullptr && *planted_bug == bug;
}
#else
constexpr bool is_planted(Bug /*bug*/) {
  return false;
}
#endif

}  // namespace campaignd
