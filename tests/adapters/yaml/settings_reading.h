// Settings as the tests hand them to the reader.
#pragma once

#include <string>

#include "core/settings.h"

namespace campaignd::testing {

// Every error on a line of its own, as people see it; empty where the file was read.
std::string settings_errors_of(const std::string& text);

// Fails the test where the text is refused.
Settings settings_of(const std::string& text);

}  // namespace campaignd::testing
