// What goes out: every campaign that is on the clock or about to be put there, managed or not, and what is wrong with
// it; what is being sent, as far as it is known; and what the file puts on the clock and is not let there. Samples and
// campaigns that are over aside. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/catalog.h"
#include "core/memory.h"
#include "core/observed_state.h"
#include "core/plan.h"
#include "core/settings.h"
#include "core/standstill.h"

namespace campaignd {

enum class Outlook : std::uint8_t {
  kOnTheClock,
  kToBeArmed,     // the plan puts it on the clock
  kToBeDisarmed,  // the plan takes it off the clock, so that it does not go out
  kBeingSent,     // it has started, and is not at its end
  kKeptOff,       // the file schedules it, and something stands against it: it does not go out
};

struct Send {
  Outlook outlook = Outlook::kOnTheClock;
  Schedule at;  // on the clock: the time that it has; else the one that it is to have. Empty: the service gives none
  std::optional<WallTime> started_at = {};  // of one that is being sent, where the service says it
  CampaignId id;
  std::string name;
  std::string status;
  std::optional<std::int64_t> recipients;
  std::string message_template;      // as a file says it; empty: none, or not known
  std::string phone_number;          // likewise
  const PlanEntry* entry = nullptr;  // the one that names it; borrowed from the plan
  std::optional<Handle> released_from;
  bool to_be_disarmed = false;    // by its entry, or by policy.onRemove; also where that is not done now
  std::vector<Warning> warnings;  // what is wrong with it as it is
};

// Whether a campaign that was to start then may be at work still; a day later none is.
bool may_be_at_work(const Schedule& at, WallTime now);

// Campaigns that no list shows and no entry names, but that were on the clock when they were last seen, and whose time
// has come within the last day: they may be being sent, and are to be asked for.
std::set<CampaignId> may_be_being_sent(const Memory& memory, WallTime now);

// What is being sent first; then soonest first, then by id; what the service gives no time for stands last.
std::vector<Send> sends_of(const Plan& plan, const Observation& observed, const Catalog* catalog,
                           const PolicySettings& policy, const Memory& memory);

// Where the plan's changes are not made, what needs to be put on the clock does not go out, and what needs to be taken
// off it does.
void stand_still(std::vector<Send>& sends, const Standstill& standstill);

// Whether its recipients will get it, as far as can be told now. One that is being sent is not asked: how many have it
// already is not known.
bool goes_out(const Send& send);

// Whether it starts, as it is or after its change, until then. What has no time may start at any.
bool is_until(const Send& send, WallTime end);

}  // namespace campaignd
