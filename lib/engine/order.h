// What a person tells the running service beside its files, and what it answers. Values; `Service::obey` does them.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/campaign.h"
#include "core/ids.h"

namespace campaignd {

struct PauseOrder {
  std::string reason;
  std::optional<std::chrono::milliseconds> lasts;  // empty: until somebody resumes
};

struct ResumeOrder {
  bool restore = false;  // arm what a freeze took away, also what no file schedules
};

struct ApproveOrder {
  std::string plan;  // the held plan's id
  std::string note;  // for the record, instead of what the plan is held because of
};

// Lets the file have its way again with a campaign that was taken off elsewhere, frozen by handle, or both.
struct RearmOrder {
  Handle handle;
};

inline constexpr std::size_t kMostNames = 10'000;  // in one freeze; as many as there may be campaigns to name

struct FreezeOrder {
  std::string reason;
  bool all = false;                // unmanaged campaigns too
  std::vector<std::string> names;  // handles or ids: these alone, and the service goes on; empty: everything
};

struct Order {
  std::variant<PauseOrder, ResumeOrder, ApproveOrder, RearmOrder, FreezeOrder> what;
  std::string person;  // who gave it, as the socket knows him
};

// A campaign that a freeze went for.
struct Stopped {
  std::optional<CampaignId> id;  // empty: no campaign was found for `name`
  std::optional<Handle> handle;
  std::string name;
  Schedule was;         // the time that it was scheduled for
  bool is_off = false;  // it is off the clock now
  std::string detail;   // why it is not
};

struct OrderAnswer {
  bool done = false;             // what was told holds now
  std::string message;           // a sentence for people: what holds now, or why not and what to do
  std::vector<Stopped> stopped;  // of a freeze, soonest first
};

}  // namespace campaignd
