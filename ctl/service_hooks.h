// What `freeze` wants of a running service, over its control socket. None of it is needed for the stop.
#pragma once

#include "command.h"
#include "core/diagnostic.h"
#include "core/settings.h"
#include "engine/order.h"

namespace campaignd {

// Where the key cannot be read from here (`why`): the service stops for us. The exit code.
int freeze_through_service(const Invocation& invocation, const Settings& settings, const FreezeOrder& order,
                           const Diagnostic& why);

// Has the service look at the journal and the project now. Does not wait for it.
void ask_service_to_look(const Settings& settings);

}  // namespace campaignd
