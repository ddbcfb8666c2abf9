// A question to the person at the terminal.
#pragma once

#include <string>

namespace campaignd {

// Whether there is somebody to ask: standard input and standard error are a terminal.
bool can_ask();

// Asks on standard error and reads one line. `y` and `yes` are yes; everything else, and an end of input, is no.
bool ask(const std::string& question);

}  // namespace campaignd
