// Whether the service runs, asked of its socket: what a command may promise in its name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "command.h"
#include "core/memory.h"
#include "core/settings.h"

namespace campaignd {

struct Presence {
  enum class Is : std::uint8_t {
    kUnknown,  // this person may not ask
    kRuns,
    kAbsent,
    kSilent,  // it is there, and does not answer
  };
  Is is = Is::kUnknown;
  std::string words;  // why that is believed; empty where it runs

  // Of one that runs, by its own word: what could not be stored is known to nobody else.
  std::optional<Pause> pause;
  std::string journal_failure;  // why what it does cannot be recorded, so that it makes disarms alone; else empty
};

// Returns within a few seconds. One that is there and does not answer is warned of.
Presence look_for_service(const Invocation& invocation, const Settings& settings);

}  // namespace campaignd
