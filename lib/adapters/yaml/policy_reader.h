// The `policy` section of the settings file. What this version does not enforce is read and checked all the same, and
// refused in the end.
#pragma once

#include "adapters/yaml/document.h"
#include "adapters/yaml/findings.h"
#include "core/settings.h"

namespace campaignd {

// Defaults stand where the section gives nothing.
PolicySettings read_policy(const Node& node, Findings& findings);

}  // namespace campaignd
