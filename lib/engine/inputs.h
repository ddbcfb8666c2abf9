// What the engine is given by whoever wires it: the four ports, and the few functions that are not ports.
#pragma once

#include <functional>
#include <tl/expected.hpp>

#include "core/desired_state.h"
#include "core/event.h"
#include "ports/clock.h"
#include "ports/journal.h"
#include "ports/source.h"
#include "ports/transport.h"

namespace campaignd {

struct Ports {
  Source& source;
  Transport& transport;
  Clock& clock;
  Journal& journal;
};

// Bytes to meaning; pure. Every error of all files, or the desired state.
using ParseDesired = std::function<tl::expected<DesiredState, Diagnostics>(const SourceText&)>;

// Called for everything worth a line of log, on the thread that runs `turn`.
using Tell = std::function<void(const Event&)>;

// Random share in [0, 1) for jitter and backoff; the one non-deterministic input, so that a simulation can fix it.
using Chance = std::function<double()>;

}  // namespace campaignd
