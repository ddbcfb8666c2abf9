// Turns the right answer into what a fault lets the client see. Pure: how it travels is only written down, in Delivery.
#pragma once

#include "simulator/call.h"
#include "simulator/fault.h"
#include "simulator/instant.h"

namespace campaignd::simulator {

// `answer` is the right one; of a call that did not take effect, any.
[[nodiscard]] Answer distort(Answer answer, const Fault& fault, Instant now);

}  // namespace campaignd::simulator
