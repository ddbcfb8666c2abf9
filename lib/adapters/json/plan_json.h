// A plan for other programs: the JSON of the README's "JSON" section, key for key and in that order. Keys are only ever
// added. Instants are UTC RFC 3339 with milliseconds, what is absent is null, and text that is not UTF-8 arrives with
// U+FFFD in place of the bytes that are none.
#pragma once

#include <string>

#include "core/plan.h"

namespace campaignd {

// Indented by two spaces, with a newline at the end.
std::string plan_json(const Plan& plan);

}  // namespace campaignd
