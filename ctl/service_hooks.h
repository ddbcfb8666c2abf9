// What `freeze` wants of a running service, over its control socket. None of it is needed for the stop.
#pragma once

#include <tl/expected.hpp>

#include "control_client.h"
#include "core/settings.h"
#include "engine/order.h"

namespace campaignd {

// Where the key cannot be read from here, or is refused: the service stops for us.
tl::expected<OrderAnswer, ControlFailure> freeze_through_service(const Settings& settings, const FreezeOrder& order);

// Has the service look at the journal and the project now. Does not wait for it.
void ask_service_to_look(const Settings& settings);

}  // namespace campaignd
