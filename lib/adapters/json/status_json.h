// The running service for other programs: the `status` of the README's "JSON" section, key for key and in that order;
// keys are only ever added, at the end. As plan_json writes: instants in UTC with milliseconds, what is absent is null.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/json/writer.h"
#include "engine/service.h"

namespace campaignd {

// The soonest campaign that is on the clock, whether a file names it or not.
struct NextSend {
  std::optional<Handle> handle;  // empty: no file names it
  std::string name;
  WallTime at{};
};
std::optional<NextSend> next_send(const Snapshot& snapshot, WallTime now);

// Whether it was being sent when it was last seen, or its time has come since.
bool may_be_being_sent(const PlanEntry& entry, WallTime now);

// `running`, `paused`, `frozen` or `clone`; what keeps more from being written counts first.
std::string_view state_word(const Snapshot& snapshot);

// `agreement`, `error`, `left`.
std::string_view to_text(ReconcileOutcome outcome);

enum class StatusExtent : std::uint8_t {
  kWhole,
  kBrief,  // of the plan only what people read first: what goes out next, and what is wrong, up to a screenful of each
};

// How many entries of each kind a brief status has.
inline constexpr std::size_t kBriefEntries = 20;

std::string status_json(const Snapshot& snapshot, WallTime now, json::Layout layout,
                        StatusExtent extent = StatusExtent::kWhole);

}  // namespace campaignd
