// The settings that a command works with; where they cannot be had, with what to do about it.
#pragma once

#include <tl/expected.hpp>

#include "assembly/environment.h"
#include "command.h"
#include "core/settings.h"

namespace campaignd {

tl::expected<Settings, CommandFailure> settings_of(const Invocation& invocation, const Environment& environment);

}  // namespace campaignd
